import type { Dashboard } from '../../dashboard.ts';
import { paced } from '../../pace.ts';

export const transportCommands = ({ send, after }: Dashboard) => {
  const pace = paced<number>(after, position => void send({ type: 'seek', position }));
  return {
    play: () => send({ type: 'play' }),
    pause: () => send({ type: 'pause' }),
    seek: pace.push,
    rate: (rate: number) => send({ type: 'rate', rate }),
  };
};
