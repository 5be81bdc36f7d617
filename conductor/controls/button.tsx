import type { ComponentChildren } from 'preact';
import { useLive } from '../dashboard.ts';

export type ButtonProps = {
  act: () => void;
  children: ComponentChildren;
  class?: string;
  label?: string;
  pressed?: boolean;
  disabled?: boolean;
  tabIndex?: number;
  /** Keys that it takes besides Enter. */
  keys?: (event: KeyboardEvent) => void;
};

/**
 * A button that does something to the wall. While the conductor is unreachable it does nothing, but keeps its
 * focus, so that an operator at the keyboard is where they were when it comes back.
 */
export function Button(props: ButtonProps) {
  const idle = !useLive() || props.disabled === true;
  return (
    <button
      type="button"
      class={props.class}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-disabled={idle}
      tabIndex={props.tabIndex}
      onKeyDown={event => {
        ignoreRepeat(event);
        if (!idle) props.keys?.(event);
      }}
      onClick={() => !idle && props.act()}
    >
      {props.children}
    </button>
  );
}

/** A key held down is one press: Enter would repeat otherwise. */
function ignoreRepeat(event: KeyboardEvent): void {
  if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
}
