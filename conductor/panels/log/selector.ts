import { timeOfDay } from '../../figures.ts';
import type { LogLine } from '../../log.ts';
import { documentOf, type Store } from '../../store.ts';

export type LineView = {
  readonly key: string;
  readonly time: string;
  readonly level: LogLine['level'];
  readonly text: string;
};

/** Newest first; null while there is neither a wall nor anything to tell. */
export function selectLog(store: Store): readonly LineView[] | null {
  if (!documentOf(store) && store.log.value.length === 0) return null;
  return store.log.value.map(({ key, date, level, text }) => ({ key, time: timeOfDay(date), level, text }));
}
