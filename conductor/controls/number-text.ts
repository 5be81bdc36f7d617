/** As many decimals as the step has, so that a fade's end does not show fifteen digits. */
export function shown(value: number, step: number): string {
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)) + 1);
  return `${Number(value.toFixed(decimals))}`;
}

type Range = { readonly min: number; readonly max: number; readonly unit?: string | undefined };

/** The number that was typed, or a few words on which numbers are taken. */
export function numberIn(text: string, { min, max, unit = '' }: Range): number | string {
  const value = Number(text.replace(',', '.'));
  if (text.trim() !== '' && value >= min && value <= max) return value;
  return `type a number from ${min} to ${max} ${unit}`.trim();
}
