import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** How long a hint can be read, ms. */
const readingMs = 8000;

/** A few words on why something typed was not taken, for a while. */
export function useHint() {
  const text = useSignal<string | null>(null);
  const timer = useRef(0);
  const clear = (): void => {
    clearTimeout(timer.current);
    text.value = null;
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (words: string): void => {
    clear();
    text.value = words;
    timer.current = window.setTimeout(clear, readingMs);
  };
  return { text: text.value, say, clear };
}

export function Hint({ text }: { text: string | null }) {
  return (
    text !== null && (
      <span class="hint" role="alert">
        {text}
      </span>
    )
  );
}
