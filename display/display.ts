import { screenOf, type WallLayout } from '../core/wall/layout.ts';
import { identityAt } from './identity.ts';
import { idSign } from './notices.ts';
import { openPage } from './page.ts';
import type { Player } from './player.ts';
import { screenView } from './stage/view.ts';

/** `/display/<wall>/<screen>`: one screen. */
function openDisplay(canvas: HTMLCanvasElement): void {
  const identity = identityAt(location);
  if (!identity?.screen) {
    // The list keeps the token that the address may carry.
    location.replace(`/display${location.hash}`);
    return;
  }
  const { screen } = identity;
  document.title = `${screen} - Mullion`;
  const sign = idSign(screen);
  document.body.append(sign);
  const ours = (layout: WallLayout): ReturnType<typeof screenOf> => screenOf(layout, screen);
  openPage({
    identity,
    canvas,
    surface: {
      arrange: (layout, size) => {
        const place = ours(layout);
        return place ? [screenView(layout, place, size)] : null;
      },
      latencyMs: layout => ours(layout)?.latencyMs ?? 0,
    },
    identify: on => {
      sign.hidden = !on;
    },
    remarks: player => resolutionRemarks(player, screen),
    // The audience sees the picture alone; the dashboard tells the operator.
    trouble: () => {},
  });
}

/** Told in the overlay only: the dashboard compares the canvas it is told with the panel itself. */
function resolutionRemarks({ canvas, link }: Player, screen: string): readonly string[] {
  const layout = link.replica?.document?.layout;
  const resolution = layout && screenOf(layout, screen)?.resolution;
  if (!resolution || (resolution[0] === canvas.width && resolution[1] === canvas.height)) return [];
  return [
    `it draws ${canvas.width} x ${canvas.height} pixels, but its panel is said to have ${resolution[0]} x ${resolution[1]}`,
  ];
}

const canvas = document.querySelector('canvas');
if (canvas) openDisplay(canvas);
