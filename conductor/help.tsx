import { useSignal } from '@preact/signals';
import { Dialog } from './controls/dialog.tsx';
import { shortcutKeys, shortcutsAreOn, switchShortcuts } from './shortcuts.ts';

/** The keyboard shortcuts, and a switch to turn them off. */
export function Help({ close }: { close: () => void }) {
  const on = useSignal(shortcutsAreOn());
  return (
    <Dialog title="Keyboard shortcuts" close={close}>
      <dl class="shortcuts">
        {shortcutKeys.map(({ shown, does }) => (
          <div key={shown}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet-text">
        Space is GO unless a button or field has the focus. Tab goes from control to control.
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
