import { memory } from './memory.ts';

export const shortcutKeys = [
  { key: ' ', shown: 'Space', does: 'GO: fire the cue on standby' },
  { key: 'b', shown: 'B', does: 'Blackout on or off' },
  { key: 'p', shown: 'P', does: 'Play or pause' },
  { key: 'i', shown: 'I', does: 'Identify all screens' },
  { key: '?', shown: '?', does: 'Show this list' },
] as const;

export type ShortcutKey = (typeof shortcutKeys)[number]['key'];

type Press = Pick<KeyboardEvent, 'key' | 'repeat' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>;

/** The shortcut that a key press means, or null. @param busy the focus is in a control, which needs its keys itself */
export function shortcutOf(press: Press, busy: 'no' | 'text' | 'control'): ShortcutKey | null {
  if (press.repeat || press.ctrlKey || press.metaKey || press.altKey || press.defaultPrevented) return null;
  const found = shortcutKeys.find(({ key }) => key === press.key.toLowerCase());
  if (!found || busy === 'text') return null;
  // Space is a control's own key; letters are not, unless it takes text.
  return found.key === ' ' && busy === 'control' ? null : found.key;
}

/** What has the focus. An open dialog takes every key. */
export function busyness(target: EventTarget | null): 'no' | 'text' | 'control' {
  if (!(target instanceof Element)) return 'no';
  if (document.querySelector('dialog[open]')) return 'text';
  if (target.closest('input:not([type=checkbox],[type=radio],[type=range],[type=color]),select,textarea'))
    return 'text';
  return target.closest('button,input,a,summary,label') ? 'control' : 'no';
}

const offKey = 'mullion.shortcuts-off';
export const shortcutsAreOn = (): boolean => memory.read(offKey) !== 'true';
export const switchShortcuts = (on: boolean): boolean => memory.write(offKey, `${!on}`);
