import { timeOfDay } from '../../figures.ts';
import type { LogLine } from '../../log.ts';
import type { Store } from '../../store.ts';

export type LineView = {
  readonly key: string;
  readonly time: string;
  readonly level: LogLine['level'];
  readonly text: string;
};

/** Newest first. */
export const selectLog = (store: Store): readonly LineView[] =>
  store.log.value.map(({ key, date, level, text }) => ({ key, time: timeOfDay(date), level, text }));
