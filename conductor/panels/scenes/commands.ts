import type { Dashboard } from '../../dashboard.ts';

export const scenesCommands = ({ send }: Dashboard) => ({
  show: (scene: string, fadeMs: number) => send({ type: 'scene', scene, fadeMs }),
});
