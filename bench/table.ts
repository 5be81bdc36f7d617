/** Prints rows of equal shape as an aligned table; numbers to the right. */
export function printTable(title: string, rows: readonly Readonly<Record<string, string | number>>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map(row => columns.map(column => `${row[column] ?? ''}`));
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...cells.map(row => row[i]?.length ?? 0)),
  );
  const line = (values: readonly string[]): string =>
    values
      .map((value, i) => (i === 0 ? value.padEnd(widths[i] ?? 0) : value.padStart(widths[i] ?? 0)))
      .join('   ');
  console.log(`\n${title}\n${line(columns)}\n${widths.map(width => '-'.repeat(width)).join('   ')}`);
  for (const row of cells) console.log(line(row));
}

/** The `share` quantile (0..1) of some numbers, by the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}
