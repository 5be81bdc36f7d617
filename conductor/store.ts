import { type Signal, signal } from '@preact/signals';
import type { LinkPhase } from '../core/link/line.ts';
import type { SceneInfo } from '../core/show/manifest.ts';
import type { Replica } from '../core/show/replica.ts';
import type { LocalMs, ShowMs } from '../core/time/units.ts';
import type { DisplayState } from '../core/wire/display-status.ts';
import type { Welcome } from '../core/wire/down.ts';
import type { Failure } from '../core/wire/failure.ts';
import type { LogLine } from './log.ts';
import { nothingSettled, type Settled } from './settled.ts';

/** Everything that the panels show. Only the connection writes it, but for `selected`, which is this operator's own. */
export type Store = {
  readonly phase: Signal<LinkPhase>;
  /** Why the node does not let us in, until it does. */
  readonly refusal: Signal<Failure | null>;
  /** Local time at which the open link was lost, or the first try failed; null while all is well. */
  readonly lostAt: Signal<LocalMs | null>;
  readonly welcome: Signal<Welcome | null>;
  /** True when the node has newer pages than this one. */
  readonly outdated: Signal<boolean>;
  /** The wall as it is at this moment of the show clock. */
  readonly replica: Signal<Replica | null>;
  readonly settled: Signal<Settled>;
  readonly displays: Signal<readonly DisplayState[]>;
  /** The clocks, four times a second: show time (null before the first exchange) and local time. */
  readonly now: Signal<ShowMs | null>;
  readonly localNow: Signal<LocalMs>;
  readonly log: Signal<readonly LogLine[]>;
  /** The refusal of this operator's last command, until it is read. */
  readonly complaint: Signal<string | null>;
  /** Screen whose details are open. */
  readonly selected: Signal<string | null>;
};

export const createStore = (localNow: LocalMs): Store => ({
  phase: signal<LinkPhase>('connecting'),
  refusal: signal<Failure | null>(null),
  lostAt: signal<LocalMs | null>(null),
  welcome: signal<Welcome | null>(null),
  outdated: signal(false),
  replica: signal<Replica | null>(null),
  settled: signal(nothingSettled),
  displays: signal<readonly DisplayState[]>([]),
  now: signal<ShowMs | null>(null),
  localNow: signal(localNow),
  log: signal<readonly LogLine[]>([]),
  complaint: signal<string | null>(null),
  selected: signal<string | null>(null),
});

export const documentOf = (store: Store) => store.replica.value?.document ?? null;

/** What the show says of the scene on the wall; undefined when its build left it out. */
export const sceneInfoOf = (store: Store): SceneInfo | undefined => {
  const running = documentOf(store)?.layer.scene;
  return store.welcome.value?.manifest.scenes.find(({ id }) => id === running);
};

/** Commands can be sent. */
export const isLive = (store: Store): boolean => store.phase.value === 'open';
