import type { Failure } from '../../../core/wire/failure.ts';
import { agoText } from '../../figures.ts';
import { isLive, type Store } from '../../store.ts';

/** What stands between the operator and the wall. */
export type OutageView =
  | { readonly kind: 'none' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'unreachable'; readonly since: string; readonly hadShow: boolean }
  | { readonly kind: 'token'; readonly problem: string }
  | { readonly kind: 'refused'; readonly problem: string; readonly failure: Failure['kind'] };

export function selectOutage(store: Store): OutageView {
  const refusal = store.refusal.value;
  const lostAt = store.lostAt.value;
  if (isLive(store)) return { kind: 'none' };
  if (refusal?.kind === 'unauthorised') return { kind: 'token', problem: refusal.message };
  if (refusal) return { kind: 'refused', problem: refusal.message, failure: refusal.kind };
  if (lostAt === null) return { kind: 'connecting' };
  return {
    kind: 'unreachable',
    since: agoText(store.localNow.value - lostAt),
    hadShow: store.replica.value !== null,
  };
}

export const selectComplaint = (store: Store): string | null => store.complaint.value;
export const selectOutdated = (store: Store): boolean => store.outdated.value;
