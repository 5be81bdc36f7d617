import type { Dashboard } from '../../dashboard.ts';
import { paced } from '../../pace.ts';
import { documentOf } from '../../store.ts';

export const cuesCommands = ({ send, store, after }: Dashboard) => {
  const pace = paced<string>(after, cue => void send({ type: 'standby', cue }));
  let firing = false;
  return {
    /**
     * Fires the cue that the operator saw on standby. Naming it and the count of those fired means that two GOs at
     * the same moment, by two operators or by a double tap, neither skip a cue nor fire one twice.
     */
    go: async (): Promise<void> => {
      const { standby, fired } = documentOf(store)?.cue ?? { standby: null, fired: 0 };
      if (!standby || firing) return;
      firing = true;
      await send({ type: 'go', cue: standby, after: fired });
      firing = false;
    },
    standby: pace.push,
  };
};
