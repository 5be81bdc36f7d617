import { type Entry, pieceMs } from './race.ts';

/** Worlds that are drawn, a panel each. */
export const pictured: readonly string[] = ['LAN', 'Wi-Fi', 'WAN', 'server steps 12 ms'];

const panel = { width: 420, height: 220, left: 54, top: 34, gap: 30 };
const decades = [0.01, 0.1, 1, 10, 100];
const colours = ['#d6336c', '#1c7ed6', '#868e96', '#ced4da', '#37b24d', '#f08c00', '#adb5bd', '#7048e8'];

/** Error net of asymmetry against time, logarithmic, as an SVG. */
export function drawPicture(entries: readonly Entry[]): string {
  const panels = pictured.map((name, i) =>
    drawPanel(
      name,
      entries.filter(({ world }) => world.name === name),
      panel.left + (i % 2) * (panel.width + panel.left),
      panel.top + Math.floor(i / 2) * (panel.height + panel.gap + panel.top),
    ),
  );
  const width = 2 * (panel.left + panel.width) + 20;
  const rows = 2 * (panel.height + panel.gap + panel.top);
  const first = entries.filter(({ world }) => world.name === pictured[0]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${rows + 80}" font-family="sans-serif" font-size="12">`,
    '<title>Clock error against time</title>',
    `<rect width="${width}" height="${rows + 80}" fill="#ffffff"/>`,
    ...panels,
    ...first.map((entry, i) => drawKey(entry.contestant.name, i, rows + 24)),
    '</svg>\n',
  ].join('\n');
}

function drawPanel(name: string, entries: readonly Entry[], x: number, y: number): string {
  const lines = entries.map((entry, i) => drawCourse(entry, i)).toReversed();
  const grid = decades.map(ms => {
    const at = heightOf(ms).toFixed(1);
    return `<path d="M0 ${at}H${panel.width}" stroke="#e9ecef"/><text x="-6" y="${at}" dy="4" text-anchor="end" fill="#495057">${ms}</text>`;
  });
  return [
    `<g transform="translate(${x} ${y})">`,
    `<text y="-10" font-weight="bold" fill="#212529">${name}: worst of 4 clients, net of asymmetry, ms</text>`,
    ...grid,
    `<text y="${panel.height + 16}" fill="#495057">0</text>`,
    `<text x="${panel.width}" y="${panel.height + 16}" text-anchor="end" fill="#495057">600 s</text>`,
    ...lines,
    '</g>',
  ].join('\n');
}

function drawCourse({ course, world }: Entry, i: number): string {
  const points = course.map((ms, piece) => {
    const at = ((piece * pieceMs) / (world.seconds * 1000)) * panel.width;
    return `${at.toFixed(1)} ${heightOf(ms).toFixed(1)}`;
  });
  return `<polyline points="${points.join(', ')}" fill="none" stroke="${colours[i]}" stroke-width="${i === 0 ? 2.5 : 1.2}"/>`;
}

function heightOf(ms: number): number {
  const share = (Math.log10(Math.min(100, Math.max(0.01, ms))) + 2) / 4;
  return panel.height * (1 - share);
}

function drawKey(name: string, i: number, top: number): string {
  const x = panel.left + (i % 4) * 230;
  const y = top + Math.floor(i / 4) * 22;
  return `<rect x="${x}" y="${y - 9}" width="18" height="4" fill="${colours[i]}"/><text x="${x + 24}" y="${y - 3}" fill="#212529">${name}</text>`;
}
