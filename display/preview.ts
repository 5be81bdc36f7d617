import type { WallLayout } from '../core/wall/layout.ts';
import type { PixelSize } from '../core/wall/slice.ts';
import { BezelMap } from './bezel-map.ts';
import { Caption } from './caption.ts';
import { identityAt } from './identity.ts';
import { openPage } from './page.ts';
import { planPreview, type View } from './stage/view.ts';

/** `/preview/<wall>`: the whole wall in one page, drawn by the very code of the displays. */
function openPreview(canvas: HTMLCanvasElement): void {
  const identity = identityAt(location);
  if (!identity) {
    // The list keeps the token that the address may carry.
    location.replace(`/display${location.hash}`);
    return;
  }
  document.title = `${identity.wall} - Mullion preview`;
  const bezels = new BezelMap();
  const caption = new Caption();
  const arrange = (layout: WallLayout, size: PixelSize): readonly View[] => {
    const plan = planPreview(layout, size, Math.round(24 * devicePixelRatio));
    bezels.draw(layout, plan, size);
    return plan.views;
  };
  openPage({
    identity,
    canvas,
    surface: { arrange, latencyMs: () => 0 },
    identify: (on, screens) => bezels.identify(on, screens),
    remarks: () => [],
    trouble: sentence => caption.show(sentence),
  });
}

const canvas = document.querySelector('canvas');
if (canvas) openPreview(canvas);
