/** The word that was probably meant, or null when none is near enough. Case and dashes count for nothing. */
export function nearestWord(word: string, words: readonly string[]): string | null {
  const wanted = plain(word);
  const near = words
    .map(candidate => ({ candidate, distance: distanceOf(wanted, plain(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(plain(candidate).length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate ?? null;
}

/** The hint as the end of a sentence, empty when there is none. */
export function didYouMean(word: string, words: readonly string[]): string {
  const near = nearestWord(word, words);
  return near === null ? '' : `; did you mean "${near}"?`;
}

const plain = (word: string): string => word.toLowerCase().replaceAll(/[-_\s]/g, '');

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment; Damerau, 1964). */
function distanceOf(from: string, to: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) row.push(cellOf(from, to, i, j, row, last, before));
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}

function cellOf(
  from: string,
  to: string,
  i: number,
  j: number,
  row: readonly number[],
  last: readonly number[],
  before: readonly number[],
): number {
  const at = (numbers: readonly number[], index: number): number =>
    numbers[index] ?? Number.POSITIVE_INFINITY;
  const replaced = at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1);
  const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(before, j - 2) + 1 : replaced;
  return Math.min(at(row, j - 1) + 1, at(last, j) + 1, replaced, swapped);
}
