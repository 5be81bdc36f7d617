import type { Dashboard } from '../../dashboard.ts';

export const outageCommands = ({ store, present }: Dashboard) => ({
  present,
  dismiss: () => {
    store.complaint.value = null;
  },
});
