/** Figures as people read them. Pure text, so that every panel says the same thing in the same way. */

export const unknown = '–';

/** Half-width of an error: ±0.12 ms. */
export const boundText = (ms: number | null): string => (ms === null ? unknown : `±${shortMs(ms)} ms`);

export const millisText = (ms: number | null): string => (ms === null ? unknown : `${shortMs(ms)} ms`);

const shortMs = (ms: number): string => (ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0));

/** Scene time: 1:02.3, 1:00:02.3, -0:05.0. Truncated towards the past, so that a running time never shows early. */
export function sceneTimeText(seconds: number): string {
  const tenths = Math.floor(Math.abs(seconds) * 10 + 1e-6);
  const sign = seconds < 0 && tenths > 0 ? '-' : '';
  const hours = Math.floor(tenths / 36_000);
  const minutes = Math.floor(tenths / 600) % 60;
  const rest = `${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${rest}` : `${sign}${minutes}:${rest}`;
}

/** Seconds of "12", "1:30", "1:00:02.5", "-0:05"; null for anything else. */
export function parseSceneTime(text: string): number | null {
  const match = /^(-?)(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d*)?)$/.exec(text.trim());
  if (!match) return null;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
  return sign ? -total : total;
}

/** How long ago: just now, 12 s ago, 3 min ago, 2 h ago, 5 d ago. */
export function agoText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}

/** A fade: cut, 0.5 s, 1 min 30 s; it never breaks between a figure and its unit. */
export function fadeText(ms: number): string {
  if (ms === 0) return 'cut';
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 60) return `${seconds}\u00a0s`;
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds - 60 * minutes);
  return rest === 0 ? `${minutes}\u00a0min` : `${minutes}\u00a0min ${rest}\u00a0s`;
}

/** Time of day, with seconds. */
export const timeOfDay = (date: number): string =>
  new Date(date).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const two = (value: number): string => `${value}`.padStart(2, '0');
