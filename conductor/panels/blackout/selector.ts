import { progressOf } from '../../../core/show/fade.ts';
import { documentOf, type Store } from '../../store.ts';

export type BlackoutView = { readonly on: boolean; readonly fading: boolean };

export function selectBlackout(store: Store): BlackoutView | null {
  const blackout = documentOf(store)?.blackout;
  const now = store.now.value;
  if (!blackout) return null;
  return { on: blackout.on, fading: now !== null && progressOf(blackout.span, now) < 1 };
}
