import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { LinkPorts } from '../core/link/ports.ts';
import type { ApiCommand } from '../core/show/command.ts';
import type { ShowMs } from '../core/time/units.ts';
import type { Outcome } from './outbox.ts';
import { isLive, type Store } from './store.ts';
import { type Selector, viewSignal } from './view.ts';

/** What every panel is given: something to read, and one way to act. */
export type Dashboard = {
  readonly store: Store;
  readonly send: (command: ApiCommand) => Promise<Outcome>;
  readonly showNow: () => ShowMs | null;
  readonly after: LinkPorts['after'];
  readonly choices: Choices;
  /** Gives the node another token, and tries at once. */
  readonly present: (token: string) => void;
};

/** This operator's own settings of how changes are made, ms. */
export type Choices = {
  readonly sceneFadeMs: Signal<number>;
  readonly paramFadeMs: Signal<number>;
  readonly blackoutFadeMs: Signal<number>;
};

export const defaultChoices = (): Choices => ({
  sceneFadeMs: signal(1500),
  paramFadeMs: signal(0),
  blackoutFadeMs: signal(1000),
});

export const DashboardContext = createContext<Dashboard | null>(null);

export function useDashboard(): Dashboard {
  const dashboard = useContext(DashboardContext);
  if (!dashboard) throw new Error('a panel stands outside of the dashboard');
  return dashboard;
}

/** Renders again when what `select` gives changes. `select` MUST be the same function each time. */
export function useView<View>(select: Selector<View>): View {
  const { store } = useDashboard();
  return useMemo(() => viewSignal(store, select), [store, select]).value;
}

/** A panel's commands, made once. `make` MUST be the same function each time. */
export function useCommands<Commands>(make: (dashboard: Dashboard) => Commands): Commands {
  const dashboard = useDashboard();
  return useMemo(() => make(dashboard), [dashboard, make]);
}

/** True while commands can be sent. */
export function useLive(): boolean {
  return isLive(useDashboard().store);
}
