import { type Leaves, type ShortcutKey, shortcutOf, shortcutsAreOn } from './shortcuts.ts';

const typedInto =
  'input:not([type=checkbox],[type=radio],[type=range],[type=color]),select,textarea,[contenteditable]';
/** Switched with Space. One that was clicked does not show a focus, and its Space is GO again. */
const switched = ':is([type=checkbox],[type=radio],[type=color]):focus-visible';

/** What the element with the focus leaves to shortcuts. An open dialog takes every key. */
function leavesOf(target: EventTarget | null): Leaves {
  if (!(target instanceof Element)) return 'all';
  if (document.querySelector('dialog[open]') || target.matches(typedInto)) return 'none';
  return target.matches(switched) ? 'letters' : 'all';
}

/**
 * Shortcuts for the whole page, and Escape, which leaves whatever has the focus. Returns how to end it.
 * @param isLive whether commands can be sent: while they cannot, Space is the buttons' own again
 */
export function listenToKeys(
  actions: Readonly<Record<ShortcutKey, () => void>>,
  isLive: () => boolean,
): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  let spaceIsGo = false;
  const press = (event: KeyboardEvent): void => {
    const leaves = leavesOf(event.target);
    if (event.key === 'Escape') leave();
    const key = shortcutsAreOn() ? shortcutOf(event, leaves) : null;
    if (key === null || (key !== '?' && !isLive())) return;
    event.preventDefault();
    spaceIsGo ||= key === ' ';
    // A key held down is one press.
    if (!event.repeat) actions[key]();
  };
  const release = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || !spaceIsGo) return;
    spaceIsGo = false;
    // Some browsers press a focused button on the way up, whatever became of the way down.
    event.preventDefault();
  };
  addEventListener('keydown', press, { signal });
  addEventListener('keyup', release, { signal });
  return () => ending.abort();
}

/** Lets the focus go; Tab goes on from there. */
function leave(): void {
  if (document.querySelector('dialog[open]')) return;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
