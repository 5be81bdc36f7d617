import { writeFile } from 'node:fs/promises';
import { contestants } from './contestants.ts';
import { drawPicture, pictured } from './picture.ts';
import { clients, type Entry, race } from './race.ts';
import { printEntries, printGoals } from './report.ts';
import { mainWorlds, seeds, trialsFor } from './worlds.ts';

/**
 * `npm run bench:clock [-- --quick] [--training] [--own]`: clocks side by side in virtual networks.
 * `--quick`: two seeds, two minutes, the main worlds. `--training`: the seeds for tuning, without the worlds that are kept out of it.
 * `--own`: the product alone. `--world=NAME`: only worlds with that in their name. A full run draws docs/clock-error.svg.
 */
const [quick, training, ownOnly] = ['--quick', '--training', '--own'].map(flag =>
  process.argv.includes(flag),
);

const named = process.argv.find(word => word.startsWith('--world='))?.slice('--world='.length);
const all = seeds[training ? 'training' : 'heldOut'];
const used = quick ? all.slice(0, 2) : all;
const trials = quick ? [] : trialsFor(training ?? false);
const worlds = [...mainWorlds, ...trials]
  .filter(({ name }) => !named || name.includes(named))
  .map(world => (quick ? { ...world, seconds: 240 } : world));
const runners = contestants.filter(({ kind }) => !ownOnly || kind === 'own');

console.log(
  `Clock bench: ${clients} clients each, seeds ${used.join(' ')} (${training ? 'training' : 'held out of tuning'})`,
);
for (const { name, note } of runners) console.log(`  ${name}: ${note}`);
const entries: Entry[] = [];
for (const world of worlds) {
  const here: Entry[] = [];
  for (const contestant of runners) here.push(await race(contestant, world, used));
  printEntries(world, here);
  entries.push(...here);
}
printGoals(entries);
if (!quick && !ownOnly && !training && !named) {
  const file = new URL('../../docs/clock-error.svg', import.meta.url);
  await writeFile(file, drawPicture(entries.filter(({ world }) => pictured.includes(world.name))));
  console.log('\nThe picture is docs/clock-error.svg.');
}
