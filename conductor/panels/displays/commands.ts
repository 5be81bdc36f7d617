import type { Dashboard } from '../../dashboard.ts';

/** What can be done to all displays at once; none of it is kept in the log of the wall. */
export const displaysCommands = ({ send }: Dashboard) => ({
  identifyAll: () => send({ type: 'identify', seconds: 10 }),
  reloadAll: () => send({ type: 'reload' }),
});
