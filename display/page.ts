import { automationOf } from './automation.ts';
import { watchSize } from './canvas-size.ts';
import { watchGraphics } from './graphics-watch.ts';
import { Holding, waitingFor } from './holding.ts';
import type { Identity } from './identity.ts';
import { isPlain, openKiosk } from './kiosk.ts';
import { type Identify, Notices } from './notices.ts';
import { Overlay } from './overlay.ts';
import { Player, type Surface } from './player.ts';
import { Renewal } from './renewal.ts';
import { Stage } from './stage/stage.ts';
import { statusOf } from './status.ts';

export type PageOptions = {
  readonly identity: Identity;
  readonly canvas: HTMLCanvasElement;
  readonly surface: Surface;
  readonly identify: Identify;
  /** Sentences for the person in front of the screen, on what is no fault. */
  readonly remarks: (player: Player) => readonly string[];
};

export const pageDefaults = { reportMs: 1000, holdingMs: 250 } as const;

/** Puts a whole page into operation: everything but where the slices lie on the canvas. Null without WebGL 2. */
export function openPage(options: PageOptions): Player | null {
  const { identity, canvas, surface, identify } = options;
  const title = identity.screen ?? identity.wall;
  const holding = new Holding(title);
  const stage = openStage(canvas);
  if (!stage) {
    holding.show('this browser cannot draw the picture: it has no WebGL 2');
    return null;
  }
  const renewal = new Renewal(() => location.reload());
  const player: Player = new Player(identity, stage, surface, {
    drawn: document => {
      holding.show(null);
      renewal.check(document);
    },
    message: message => {
      if (message.type === 'notice') notices.hear(message);
      if (message.type === 'welcome') renewal.note(player.build, message.manifest.build);
    },
  });
  const notices = new Notices(player, identify);
  const graphics = watchGraphics(
    canvas,
    () => player.restore(),
    () => location.reload(),
  );
  const warnings = (): readonly string[] => [
    ...graphics.warnings(),
    ...(player.scenery?.host.warnings() ?? []),
  ];
  const kiosk = openKiosk();
  const overlay = new Overlay(player, title, () => [
    ...warnings(),
    ...options.remarks(player),
    ...kiosk.lacks(),
  ]);
  watchSize(canvas, size => player.resize(size));
  watchPage(player, overlay);
  setInterval(() => holding.show(waitingFor(player)), pageDefaults.holdingMs);
  setInterval(() => report(player, warnings()), pageDefaults.reportMs);
  holding.show(waitingFor(player));
  window.mullion = automationOf(player);
  player.start();
  return player;
}

function openStage(canvas: HTMLCanvasElement): Stage | null {
  const antialias = new URLSearchParams(location.search).get('antialias') !== '0';
  try {
    return new Stage(canvas, { antialias });
  } catch (problem) {
    console.error(problem);
    return null;
  }
}

function report(player: Player, warnings: readonly string[]): void {
  void player.scenery?.host.preload(idle);
  if (player.identity.screen === null) return;
  player.link.send({ type: 'report', status: statusOf(player, warnings) });
}

/** A moment when the page has nothing better to do. */
const idle = (): Promise<void> =>
  new Promise(resolve => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });

function watchPage(player: Player, overlay: Overlay): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') player.link.burst();
  });
  document.addEventListener('keydown', event => {
    if (isPlain(event) && event.key.toLowerCase() === 'd') overlay.toggle();
  });
}
