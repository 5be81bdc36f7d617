import { lockAt } from '../../core/time/clock.ts';
import { localMs } from '../../core/time/units.ts';
import { type SimulatedDisplay, simulateDisplay } from './simulated-display.ts';

/**
 * A process of its own, so that the displays' work is not counted as the node's:
 * `clients.ts URL WALL COUNT SCREEN...`. Prints how many are connected and how many locked each second; ends with its
 * standard input.
 */
const [url = '', wall = '', count = '0', ...screens] = process.argv.slice(2);
const displays: readonly SimulatedDisplay[] = Array.from({ length: Number(count) }, (_, i) =>
  simulateDisplay(url, wall, screens[i % screens.length] ?? '', `bench-${i}`),
);
const timer = setInterval(() => {
  const at = localMs(performance.now());
  const open = displays.filter(({ link }) => link.phase === 'open').length;
  console.log(open, displays.filter(({ link }) => lockAt(link.clock, at) === 'locked').length);
}, 1000);
process.stdin.resume();
process.stdin.on('end', () => {
  clearInterval(timer);
  for (const display of displays) display.close();
});
