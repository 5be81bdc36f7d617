import { useSignal } from '@preact/signals';
import { Dialog } from './controls/dialog.tsx';
import { shortcutKeys, shortcutsAreOn, switchShortcuts } from './shortcuts.ts';

const otherKeys = [
  { shown: 'Up, Down', does: 'In the cue list: move the standby' },
  { shown: 'Tab', does: 'Go from control to control' },
  { shown: 'Enter', does: 'Press what has the focus, or take what was typed' },
  { shown: 'Esc', does: 'Leave it; what was typed is given up' },
] as const;

/** The keyboard shortcuts, and a switch to turn them off. */
export function Help({ close }: { close: () => void }) {
  const on = useSignal(shortcutsAreOn());
  return (
    <Dialog title="Keyboard shortcuts" close={close}>
      <dl class="shortcuts">
        {[...shortcutKeys, ...otherKeys].map(({ shown, does }) => (
          <div key={shown}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet-text">
        Space is GO wherever the focus is, but in a field, a list to open, or a switch that Tab went to.
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={on.value}
          onChange={event => {
            on.value = event.currentTarget.checked;
            switchShortcuts(on.value);
          }}
        />
        Single-key shortcuts
      </label>
      <form method="dialog" class="actions end">
        <button type="submit" class="primary">
          Close
        </button>
      </form>
    </Dialog>
  );
}
