import { computed, type ReadonlySignal } from '@preact/signals';
import type { Store } from './store.ts';

/** What a panel reads: plain data, made of the store alone. */
export type Selector<View> = (store: Store) => View;

/** A selector's view as a signal that changes only when the view's content does. */
export function viewSignal<View>(store: Store, select: Selector<View>): ReadonlySignal<View> {
  let last: { readonly view: View; readonly text: string } | null = null;
  return computed(() => {
    const view = select(store);
    const text = JSON.stringify(view);
    if (last?.text !== text) last = { view, text };
    return last.view;
  });
}
