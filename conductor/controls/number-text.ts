/** As many decimals as the step has, so that a fade's end does not show fifteen digits. */
export function shown(value: number, step: number): string {
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)) + 1);
  return `${Number(value.toFixed(decimals))}`;
}
