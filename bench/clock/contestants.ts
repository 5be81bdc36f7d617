import type { Contestant } from './contestant.ts';
import { createEstimator, name } from './estimator.ts';
import { ircamSync } from './peers/ircam-sync.ts';
import { sendspin } from './peers/sendspin.ts';
import { timesync, timesyncOften } from './peers/timesync.ts';
import { timingProvider } from './peers/timing-provider.ts';
import { pinged } from './pinged.ts';
import { createLastSample } from './textbook/last-sample.ts';
import { createMinimumRegression } from './textbook/minimum-regression.ts';

export const own: Contestant = pinged({
  name,
  kind: 'own',
  note: "the product's sampler, estimator and output clock",
  create: createEstimator,
});

export const contestants: readonly Contestant[] = [
  own,
  ircamSync,
  timesync,
  timesyncOften,
  sendspin,
  timingProvider,
  pinged({ name: 'last sample', kind: 'textbook', note: 'once a second', create: createLastSample }),
  pinged({
    name: 'minimum of 10, regression',
    kind: 'textbook',
    note: 'once a second, a line through 12 minima',
    create: createMinimumRegression,
  }),
];
