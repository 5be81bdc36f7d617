import type { Dashboard } from './dashboard.ts';
import { blackoutCommands } from './panels/blackout/commands.ts';
import { cuesCommands } from './panels/cues/commands.ts';
import { displaysCommands } from './panels/displays/commands.ts';
import { transportCommands } from './panels/transport/commands.ts';
import type { ShortcutKey } from './shortcuts.ts';
import { documentOf, isLive } from './store.ts';

/** What each key does: the very commands of the panels, from the wall as it stands when it is pressed. */
export function shortcutActions(dashboard: Dashboard, openHelp: () => void): Record<ShortcutKey, () => void> {
  const { store, choices } = dashboard;
  const [cues, transport] = [cuesCommands(dashboard), transportCommands(dashboard)];
  const [blackout, displays] = [blackoutCommands(dashboard), displaysCommands(dashboard)];
  const onWall =
    (act: (document: NonNullable<ReturnType<typeof documentOf>>) => unknown): (() => void) =>
    () => {
      const document = documentOf(store);
      if (document && isLive(store)) void act(document);
    };
  return {
    ' ': onWall(() => cues.go()),
    b: onWall(document => blackout.set(!document.blackout.on, choices.blackoutFadeMs.value)),
    p: onWall(document => (document.layer.transport.playing ? transport.pause() : transport.play())),
    i: onWall(() => displays.identifyAll()),
    '?': openHelp,
  };
}
