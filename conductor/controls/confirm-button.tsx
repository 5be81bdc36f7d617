import { useSignal } from '@preact/signals';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** A button that asks before it acts. */
export function ConfirmButton(props: {
  label: string;
  question: string;
  disabled?: boolean;
  confirmed: () => void;
}) {
  const asking = useSignal(false);
  const ask = (open: boolean) => () => {
    asking.value = open;
  };
  return (
    <>
      <Button act={ask(true)} disabled={props.disabled === true}>
        {props.label}
      </Button>
      {asking.value && (
        <Dialog title={props.question} close={ask(false)}>
          <form method="dialog" class="actions end">
            <button type="submit">Cancel</button>
            <button type="submit" class="primary" onClick={props.confirmed}>
              {props.label}
            </button>
          </form>
        </Dialog>
      )}
    </>
  );
}
