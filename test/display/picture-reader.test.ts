import { describe, expect, it } from 'vitest';
import { pictureAt } from '../../core/show/picture.ts';
import { showMs } from '../../core/time/units.ts';
import { PictureReader } from '../../display/picture-reader.ts';
import { documentAfter } from './documents.ts';

describe('DSP-5 pictures are made once while nothing fades', () => {
  const document = documentAfter(
    [1000, { type: 'scene', scene: 'two', params: { size: 1 }, fadeMs: 500 }],
    [1200, { type: 'params', params: { size: 9 }, fadeMs: 1000 }],
    [1300, { type: 'blackout', on: true, fadeMs: 2000 }],
  );

  it('and always equal those of pictureAt', () => {
    const reader = new PictureReader();
    for (let now = 900; now < 4000; now += 37)
      expect(reader.read(document, showMs(now))).toEqual(pictureAt(document, showMs(now)));
  });

  it('the same object when every fade is over', () => {
    const reader = new PictureReader();
    const first = reader.read(document, showMs(3300));
    const { params } = first.current;
    const second = reader.read(document, showMs(3400));
    expect(second).toBe(first);
    expect(second.current.params).toBe(params);
    expect(second.current.time).toBeCloseTo(2.4, 9);
  });
});
