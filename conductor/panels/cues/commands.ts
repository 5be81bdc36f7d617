import type { Dashboard } from '../../dashboard.ts';
import { documentOf } from '../../store.ts';

export const cuesCommands = ({ send, store }: Dashboard) => {
  let firing = false;
  return {
    /**
     * Fires the cue that the operator saw on standby. Naming it means that two GOs at the same moment, by two
     * operators or by a double tap, cannot skip a cue.
     */
    go: async (): Promise<void> => {
      const cue = documentOf(store)?.cue.standby;
      if (!cue || firing) return;
      firing = true;
      await send({ type: 'go', cue });
      firing = false;
    },
    standby: (cue: string) => send({ type: 'standby', cue }),
  };
};
