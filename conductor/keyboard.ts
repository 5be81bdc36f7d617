import { type Leaves, type ShortcutKey, shortcutOf, shortcutsAreOn } from './shortcuts.ts';

const typedInto =
  'input:not([type=checkbox],[type=radio],[type=range],[type=color]),select,textarea,[contenteditable]';
const pressedWithSpace = ':is([type=checkbox],[type=radio],[type=color])';

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
  const pointed = watchPointer(signal);
  let spaceIsGo = false;
  const press = (event: KeyboardEvent): void => {
    const leaves = leavesOf(event.target, pointed());
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

/**
 * What the element with the focus leaves to shortcuts. An open dialog takes every key.
 * A switch that has the focus from a click leaves Space: the operator's next thought is GO, not the switch.
 */
function leavesOf(target: EventTarget | null, pointed: EventTarget | null): Leaves {
  if (!(target instanceof Element)) return 'all';
  if (document.querySelector('dialog[open]') || target.matches(typedInto)) return 'none';
  return target.matches(pressedWithSpace) && target !== pointed ? 'letters' : 'all';
}

/** What has the focus from a pointer; null when it came there with a key. */
function watchPointer(signal: AbortSignal): () => EventTarget | null {
  let pointed: EventTarget | null = null;
  let isDown = false;
  const down = ({ target }: Event): void => {
    isDown = true;
    pointed = target;
  };
  // A click on a label gives its field the focus after the pointer is up, in the same task.
  const up = (): void =>
    void setTimeout(() => {
      isDown = false;
    });
  const focus = ({ target }: Event): void => {
    pointed = isDown ? target : null;
  };
  addEventListener('pointerdown', down, { signal });
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, up, { signal });
  addEventListener('focusin', focus, { signal });
  return () => pointed;
}

/** Lets the focus go; Tab goes on from there. */
function leave(): void {
  if (document.querySelector('dialog[open]')) return;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
