import type { Dashboard } from '../../dashboard.ts';

export const blackoutCommands = ({ send }: Dashboard) => ({
  set: (on: boolean, fadeMs: number) => send({ type: 'blackout', on, fadeMs }),
});
