import { describe, expect, it } from 'vitest';
import { FrameLog } from '../../display/frame-log.ts';

function logged(frames: number): FrameLog {
  const log = new FrameLog();
  for (let i = 1; i <= frames; i++) log.add(i * 10, 5000 + i * 10, i / 100, 3, 'comets');
  return log;
}

describe('DSP-3 the last 1200 frames are kept', () => {
  it('oldest first', () => {
    const frames = logged(1500).last(5000);
    expect(frames).toHaveLength(1200);
    expect(frames[0]?.rafTime).toBe(3010);
    expect(frames.at(-1)).toEqual({
      rafTime: 15_000,
      showTime: 20_000,
      sceneTime: 15,
      rev: 3,
      scene: 'comets',
    });
  });

  it('as copies that do not change any more', () => {
    const log = logged(1);
    const [frame] = log.last(1);
    for (let i = 0; i < 1200; i++) log.add(1e6, 1e6, 1, 9, 'other');
    expect(frame?.rafTime).toBe(10);
  });

  it('and counted by their time', () => {
    expect(logged(1500).since(14_950)).toBe(5);
    expect(logged(3).since(0)).toBe(3);
    expect(new FrameLog().since(0)).toBe(0);
  });
});
