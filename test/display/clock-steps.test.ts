import { describe, expect, it } from 'vitest';
import { firstOutput, retarget } from '../../core/time/output.ts';
import { localMs } from '../../core/time/units.ts';
import { ClockSteps } from '../../display/clock-steps.ts';

const at = (seconds: number) => localMs(seconds * 1000);
const set = firstOutput({ offset: 7000, drift: 0 }, at(1));
const forward = retarget(set, { offset: 7250, drift: 0 }, at(10));
const back = retarget(forward, { offset: 6000, drift: 0 }, at(90));

describe('DSP-9 a stepped clock is told for a minute', () => {
  it('not its first setting, nor a slew', () => {
    const steps = new ClockSteps();
    expect(steps.warnings(null, at(0))).toEqual([]);
    expect(steps.warnings(set, at(2))).toEqual([]);
    expect(steps.warnings(retarget(set, { offset: 7050, drift: 0 }, at(3)), at(4))).toEqual([]);
  });

  it('with its size and direction', () => {
    const steps = new ClockSteps();
    steps.warnings(set, at(9));
    const sentence = ['the clock was set forward by 250 ms in one step'];
    expect(steps.warnings(forward, at(10))).toEqual(sentence);
    expect(steps.warnings(forward, at(69))).toEqual(sentence);
    expect(steps.warnings(forward, at(71))).toEqual([]);
    expect(steps.warnings(back, at(91))).toEqual(['the clock was set back by 1250 ms in one step']);
  });
});
