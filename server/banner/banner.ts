import { renderUnicodeCompact } from 'uqr';
import { isLoopback } from '../loopback.ts';
import type { ReadyUrls, UrlSet } from './ready-urls.ts';

export type BannerFacts = {
  readonly title: string;
  readonly port: number;
  readonly urls: ReadyUrls;
  readonly log: 'pretty' | 'json';
  /** Where it is printed: stdout. */
  readonly write: (text: string) => void;
  /** Width of the terminal; left out where the text does not go to one. */
  readonly columns?: number | undefined;
};

export const bannerDefaults = {
  /** Screens listed, over all walls; the rest are found by the list of free screens. */
  screens: 24,
  columns: 80,
  margin: '  ',
} as const;

/** Says once that the node is ready, and where: for programs one JSON line, for people a screenful. */
export function printBanner(facts: BannerFacts): void {
  const { log, port, urls, write } = facts;
  if (log === 'json') write(`${JSON.stringify({ event: 'ready', port, urls })}\n`);
  else write(bannerText(facts));
}

/** Screens and phones come over the network: what they open is given under an address that it knows. */
function bannerText({ title, urls, columns }: BannerFacts): string {
  const outward = urls.lan[0] ?? urls;
  const text = [`Mullion plays “${title}”`, '', ...placeLines(urls, outward), '', ...screenLines(outward)];
  const code = isLoopback(new URL(outward.dashboard).hostname) ? [] : codeLines(outward.dashboard);
  return ['', ...beside(code, text, columns), '', '']
    .map(line => `${bannerDefaults.margin}${line}`.trimEnd())
    .join('\n');
}

function placeLines(urls: ReadyUrls, outward: UrlSet): readonly string[] {
  const walls = Object.keys(urls.preview);
  const previews = walls.flatMap(wall => {
    const places = new Set([urls, outward].map(({ preview }) => preview[wall] ?? ''));
    return labelled(walls.length > 1 ? `Preview ${wall}` : 'Preview', [...places]);
  });
  const dashboards = [urls, ...urls.lan].map(({ dashboard }) => dashboard);
  return aligned([...labelled('Dashboard', dashboards), ...previews]);
}

/** The label stands at the first line alone. */
const labelled = (label: string, lines: readonly string[]): readonly (readonly string[])[] =>
  lines.map((line, i) => [i === 0 ? label : '', line]);

function screenLines({ screens, choose }: UrlSet): readonly string[] {
  const walls = Object.entries(screens);
  const rows = walls.flatMap(([wall, places]) =>
    Object.entries(places).map(([id, url]) => [walls.length > 1 ? `${wall}/${id}` : id, url]),
  );
  const shown = rows.slice(0, bannerDefaults.screens);
  const more = rows.length - shown.length;
  const heading =
    more > 0 ? `One page for each screen, and ${more} more under “any”:` : 'One page for each screen:';
  return [heading, ...aligned([...shown, ['any', choose]])];
}

const codeLines = (url: string): readonly string[] =>
  renderUnicodeCompact(url, { border: 2 })
    .split('\n')
    .filter(line => line !== '');

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const width = widthOf(rows.map(([label = '']) => label));
  return rows.map(([label = '', value = '']) => `${label.padEnd(width)}  ${value}`);
}

/**
 * The QR code to the left of the text where the terminal is wide enough for both; else above it, so that the
 * text is what stays in sight.
 */
function beside(
  code: readonly string[],
  text: readonly string[],
  columns: number | undefined,
): readonly string[] {
  if (code.length === 0) return text;
  const painted = code.map(line => (columns === undefined ? line : whiteOnBlack(line)));
  const gap = '   ';
  const width = bannerDefaults.margin.length + widthOf(code) + gap.length + widthOf(text);
  if (width > (columns ?? bannerDefaults.columns)) return [...painted, '', ...text];
  const blank = ' '.repeat(widthOf(code));
  return Array.from(
    { length: Math.max(code.length, text.length) },
    (_, i) => `${painted[i] ?? blank}${gap}${text[i] ?? ''}`,
  );
}

/** Codes are read dark on light: on a terminal the colours are named, for its own may be the other way round. */
const whiteOnBlack = (line: string): string => `\u001b[97;40m${line}\u001b[0m`;

const widthOf = (lines: readonly string[]): number => Math.max(0, ...lines.map(line => line.length));
