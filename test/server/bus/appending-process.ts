import { openMemoryBus } from '../../../server/bus/memory.ts';
import { monotonicNow } from '../../../server/clock/system-time.ts';

/** A process to be killed: appends without end, two at a time, and prints every revision once it is acknowledged. */
const folder = process.argv[2];
if (!folder) throw new Error('give the data folder');
const bus = await openMemoryBus({ node: `n${process.pid}`, folder, now: monotonicNow });
for (let i = 0; ; i++) {
  const asked = [0, 1].map(j =>
    bus.append('hall', { id: `${process.pid}-${i}-${j}`, at: i, by: 'process', command: { type: 'play' } }),
  );
  for (const outcome of await Promise.all(asked))
    if (outcome.kind === 'appended')
      process.stdout.write(`${JSON.stringify({ epoch: outcome.epoch, entry: outcome.entry })}\n`);
}
