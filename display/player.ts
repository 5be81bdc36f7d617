import { Link, type LinkHandlers } from '../core/link/link.ts';
import type { ShowDocument } from '../core/show/document.ts';
import type { Manifest } from '../core/show/manifest.ts';
import { advance } from '../core/show/replica.ts';
import { lockAt } from '../core/time/clock.ts';
import { type LocalMs, localMs, type ShowMs } from '../core/time/units.ts';
import type { WallLayout } from '../core/wall/layout.ts';
import type { PixelSize } from '../core/wall/slice.ts';
import type { Hello } from '../core/wire/up.ts';
import { browserPorts, localNow } from './browser-ports.ts';
import { Cadence } from './cadence.ts';
import { FrameLog } from './frame-log.ts';
import type { Identity } from './identity.ts';
import { Loop } from './loop.ts';
import { Scenery } from './scene/scenery.ts';
import { sceneWall } from './scene/wall.ts';
import { ShowTime } from './show-time.ts';
import type { Stage } from './stage/stage.ts';
import type { View } from './stage/view.ts';

/** How a page lays the wall on its canvas. */
export type Surface = {
  /** Null where the wall has no place for this page. */
  readonly arrange: (layout: WallLayout, canvas: PixelSize) => readonly View[] | null;
  /** How much later than its peers the screen shows a frame, ms. */
  readonly latencyMs: (layout: WallLayout) => number;
};

export type PlayerHandlers = LinkHandlers & {
  /** A frame was drawn from this document. */
  readonly drawn: (document: ShowDocument) => void;
};

export const playerDefaults = {
  /** A clock that does not lock within this time is drawn by all the same, ms. */
  patienceMs: 10_000,
} as const;

/** Plays one wall on one canvas: keeps up with the conductor, and draws every frame for when it will be seen. */
export class Player {
  readonly identity: Identity;
  readonly link: Link;
  readonly log = new FrameLog();
  readonly cadence = new Cadence();
  readonly loop = new Loop(rafTime => this.frame(rafTime));
  /** Of the node that we are connected with, or were last. */
  manifest: Manifest | null = null;
  /** Build that this page was loaded with; empty until the first welcome. */
  build = '';
  scenery: Scenery | null = null;
  canvas: PixelSize = { width: 1, height: 1 };
  /** A picture stands on the canvas; from then on it goes on, whatever happens to the conductor. */
  hasDrawn = false;
  /** False when the wall has no place for this page. */
  hasPlace = true;
  private readonly stage: Stage;
  private readonly surface: Surface;
  private readonly handlers: PlayerHandlers;
  private readonly showTime = new ShowTime();
  private layout: WallLayout | null = null;
  private isArranged = false;
  private latencyMs = 0;
  private trustedFrom: LocalMs | null = null;
  /** Used again for every frame. */
  private due: { document: ShowDocument; now: ShowMs } | null = null;

  constructor(identity: Identity, stage: Stage, surface: Surface, handlers: PlayerHandlers) {
    this.identity = identity;
    this.stage = stage;
    this.surface = surface;
    this.handlers = handlers;
    this.link = new Link(browserPorts, () => this.hello(), {
      ...handlers,
      message: message => {
        if (message.type === 'welcome') this.welcomed(message.manifest);
        handlers.message(message);
      },
    });
  }

  start(): void {
    this.link.start();
    this.loop.start();
  }

  /** Taken over with the next frame, so that no blank one is seen. */
  resize(canvas: PixelSize): void {
    this.canvas = canvas;
    this.isArranged = false;
  }

  /** The GPU forgot everything and is back. */
  restore(): void {
    this.isArranged = false;
    this.scenery?.host.restart();
  }

  /**
   * Puts into effect what is due, also while no frames are drawn. Null while there is nothing to draw; what it gives
   * is good until the next call.
   */
  catchUp(seen: LocalMs = localNow()): Readonly<{ document: ShowDocument; now: ShowMs }> | null {
    const now = this.showTime.at(this.link.clock, seen);
    if (now === null || !this.link.replica) return null;
    this.link.replica = advance(this.link.replica, now);
    const { document } = this.link.replica;
    if (!document || !this.manifest) return null;
    this.settleIn(document.layout, this.manifest);
    this.scenery?.update(this.link.replica);
    if (!this.hasPlace) return null;
    this.due ??= { document, now };
    this.due.document = document;
    this.due.now = now;
    return this.due;
  }

  /**
   * Stops the loop and draws one frame of the scene in effect at a scene time, with every fade over. Waits until
   * the scene is ready; resolves in the task that drew it. Rejects when the scene has failed.
   */
  async drawAt(sceneTime: number): Promise<void> {
    this.loop.stop();
    while (!this.drawStill(sceneTime)) await new Promise(requestAnimationFrame);
  }

  private drawStill(sceneTime: number): boolean {
    const due = this.catchUp();
    if (!due || this.stage.isLost) return false;
    const picture = this.scenery?.drawStill(due.document, sceneTime);
    if (!picture) return false;
    this.drew(localNow(), due.document, due.now, picture.current);
    return true;
  }

  private frame(rafTime: number): void {
    this.cadence.note(rafTime);
    const seen = localMs(rafTime + this.cadence.interval + this.latencyMs);
    const due = this.catchUp(seen);
    if (!due || this.stage.isLost || !this.isTrusted(seen)) return;
    const front = this.scenery?.draw(due.document, due.now);
    if (front) this.drew(rafTime, due.document, due.now, front);
  }

  private drew(
    rafTime: number,
    document: ShowDocument,
    now: ShowMs,
    front: { readonly time: number; readonly scene: string },
  ): void {
    this.hasDrawn = true;
    this.link.drawnUntil = now;
    this.log.add(rafTime, now, front.time, this.link.replica?.rev ?? 0, front.scene);
    this.handlers.drawn(document);
  }

  /** Until it is first locked, the clock may still be set; a frame drawn by it would jump. */
  private isTrusted(at: LocalMs): boolean {
    if (this.hasDrawn) return true;
    this.trustedFrom ??= localMs(at + playerDefaults.patienceMs);
    return at >= this.trustedFrom || lockAt(this.link.clock, localNow()) === 'locked';
  }

  private settleIn(layout: WallLayout, manifest: Manifest): void {
    const isNew = layout !== this.layout && JSON.stringify(layout) !== JSON.stringify(this.layout);
    this.layout = layout;
    if (isNew) this.scenery?.host.restart(sceneWall(layout));
    this.scenery ??= new Scenery(this.stage, sceneWall(layout), manifest);
    if (isNew || !this.isArranged) this.arrange(layout);
  }

  private arrange(layout: WallLayout): void {
    const views = this.surface.arrange(layout, this.canvas);
    this.isArranged = true;
    this.hasPlace = views !== null;
    this.latencyMs = this.surface.latencyMs(layout);
    this.stage.arrange(this.canvas, views ?? []);
  }

  private welcomed(manifest: Manifest): void {
    this.manifest = manifest;
    this.build ||= manifest.build;
    this.scenery?.host.offer(manifest);
  }

  private hello(): Omit<Hello, 'type' | 'since'> {
    const { wall, screen, instance, token } = this.identity;
    return {
      role: 'display',
      wall,
      instance,
      build: this.build,
      ...(screen === null ? {} : { screen }),
      ...(token === null ? {} : { token }),
    };
  }
}
