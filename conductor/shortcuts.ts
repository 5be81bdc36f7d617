import { memory } from './memory.ts';

export const shortcutKeys = [
  { key: ' ', shown: 'Space', does: 'GO: fire the cue on standby' },
  { key: 'b', shown: 'B', does: 'Blackout on or off' },
  { key: 'p', shown: 'P', does: 'Play or pause' },
  { key: 'i', shown: 'I', does: 'Identify all screens' },
  { key: '?', shown: '?', does: 'Show this list' },
] as const;

export type ShortcutKey = (typeof shortcutKeys)[number]['key'];

/**
 * What the focus leaves to shortcuts: `all` keys, `letters` (it needs Space itself), or `none`.
 * Buttons leave Space too: Enter presses them, so that Space is GO right after a click on anything.
 */
export type Leaves = 'all' | 'letters' | 'none';

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>;

/** The shortcut that a key press means, or null. */
export function shortcutOf(press: Press, leaves: Leaves): ShortcutKey | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.defaultPrevented) return null;
  const found = shortcutKeys.find(({ key }) => key === press.key.toLowerCase());
  if (!found || leaves === 'none') return null;
  return found.key === ' ' && leaves === 'letters' ? null : found.key;
}

const offKey = 'mullion.shortcuts-off';
export const shortcutsAreOn = (): boolean => memory.read(offKey) !== 'true';
export const switchShortcuts = (on: boolean): boolean => memory.write(offKey, `${!on}`);
