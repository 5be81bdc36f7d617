import { describe, expect, it } from 'vitest';
import { planPreview, screenView } from '../../../display/stage/view.ts';
import { layout } from '../documents.ts';

describe('DSP-7 slices lie where the screens hang', () => {
  it('a display shows its screen on its whole canvas', () => {
    const screen = layout.screens[1];
    if (!screen) throw new Error('no screen');
    expect(screenView(layout, screen, { width: 500, height: 250 })).toEqual({
      x: 0,
      y: 0,
      slice: { width: 500, height: 250, x: 510, y: 0, full: { width: 1010, height: 250 } },
    });
  });

  it('the preview fits the whole wall with its bezels, to scale and in the middle', () => {
    const plan = planPreview(layout, { width: 1060, height: 800 }, 10);
    expect(plan.scale).toBeCloseTo(1040 / 2040, 9);
    const [left, right] = plan.views;
    expect(left?.slice.width).toBe(510);
    expect((right?.x ?? 0) - (left?.x ?? 0)).toBe(520);
    expect(left?.y).toBe(right?.y);
  });
});
