import type { Dashboard } from '../../dashboard.ts';

/** Opening a screen's details is this operator's own affair: nothing is sent. */
export const wallCommands = ({ store }: Dashboard) => ({
  toggle: (screen: string) => {
    store.selected.value = store.selected.value === screen ? null : screen;
  },
});
