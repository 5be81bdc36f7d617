import { describe, expect, it } from 'vitest';
import { hearExchange, noClock } from '../../core/time/clock.ts';
import { localMs, showMs } from '../../core/time/units.ts';
import { ShowTime } from '../../display/show-time.ts';

/** A clock that has just learned that the show is `offset` ms ahead of us. */
const clockAt = (at: number, offset: number) =>
  hearExchange(noClock, {
    t1: localMs(at - 2),
    t2: showMs(at - 1 + offset),
    t3: showMs(at - 1 + offset),
    t4: localMs(at),
  });

describe('DSP-2 the show time of frames never goes back', () => {
  it('is null before the first exchange, and then the clock at the moment of being seen', () => {
    const time = new ShowTime();
    expect(time.at(noClock, localMs(500))).toBeNull();
    expect(time.at(clockAt(1000, 7000), localMs(1016))).toBeCloseTo(8016, 9);
  });

  it('waits when the clock was set back a little', () => {
    const time = new ShowTime();
    const first = time.at(clockAt(1000, 7000), localMs(1016));
    expect(time.at(clockAt(1000, 6900), localMs(1033))).toBe(first);
    expect(time.at(clockAt(1000, 6900), localMs(1133))).toBeCloseTo(8033, 9);
  });

  it('follows when it is another clock altogether', () => {
    const time = new ShowTime();
    time.at(clockAt(1000, 3_600_000), localMs(1016));
    expect(time.at(clockAt(1000, 40), localMs(1033))).toBeCloseTo(1073, 9);
  });
});
