import type { Dashboard } from '../../dashboard.ts';

export const screenCommands = ({ send, store }: Dashboard) => ({
  identify: (screen: string) => send({ type: 'identify', screens: [screen], seconds: 10 }),
  reload: (screen: string) => send({ type: 'reload', screens: [screen] }),
  close: () => {
    store.selected.value = null;
  },
});
