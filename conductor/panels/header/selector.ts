import { screenStates } from '../../screen-state.ts';
import { documentOf, isLive, type Store } from '../../store.ts';
import { type Summary, summaryOf } from '../../summary.ts';

export type HeaderView = {
  readonly title: string;
  readonly wall: string;
  readonly walls: readonly string[];
  readonly live: boolean;
  readonly summary: Summary | null;
};

export function selectHeader(store: Store): HeaderView {
  const document = documentOf(store);
  const welcome = store.welcome.value;
  const states = document && screenStates(document.layout, store.displays.value, store.settled.value);
  return {
    title: document?.title ?? 'Mullion',
    wall: welcome?.wall ?? '',
    walls: welcome?.walls ?? [],
    live: isLive(store),
    summary: states && summaryOf(states),
  };
}
