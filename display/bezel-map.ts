import type { ScreenLayout, WallLayout } from '../core/wall/layout.ts';
import type { PixelSize } from '../core/wall/slice.ts';
import { element } from './dom.ts';
import { idSign } from './notices.ts';
import type { PreviewPlan, View } from './stage/view.ts';

/** The frames of the preview's screens, over the canvas; a screen tells its id under the pointer. */
export class BezelMap {
  private readonly box = element('div', 'bezels');

  constructor() {
    document.body.append(this.box);
  }

  draw(layout: WallLayout, plan: PreviewPlan, canvas: PixelSize): void {
    this.box.replaceChildren(
      ...layout.screens.flatMap((screen, i) => {
        const view = plan.views[i];
        return view ? [bezel(screen, view, plan.scale, canvas)] : [];
      }),
    );
  }

  /** Shows the ids of these screens (all, if left out) in large figures, or of none. */
  identify(on: boolean, screens?: readonly string[]): void {
    for (const sign of this.box.querySelectorAll<HTMLElement>('.sign'))
      sign.hidden = !on || (screens !== undefined && !screens.includes(sign.textContent ?? ''));
  }
}

/** Everything in CSS pixels; its inner edge is exactly the slice's rectangle. */
function bezel(
  { id, bezel: widths }: ScreenLayout,
  { x, y, slice }: View,
  scale: number,
  canvas: PixelSize,
): HTMLElement {
  const px = (pixels: number): string => `${pixels / devicePixelRatio}px`;
  const box = element('div', 'bezel');
  const [left, right, top, bottom] = [widths.left, widths.right, widths.top, widths.bottom].map(
    mm => mm * scale,
  );
  Object.assign(box.style, {
    left: px(x - (left ?? 0)),
    top: px(canvas.height - y - slice.height - (top ?? 0)),
    width: px(slice.width),
    height: px(slice.height),
    borderWidth: [top, right, bottom, left].map(width => px(width ?? 0)).join(' '),
  });
  box.append(element('span', 'bezel-id', id), idSign(id));
  return box;
}
