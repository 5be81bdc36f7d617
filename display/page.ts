import type { ShowDocument } from '../core/show/document.ts';
import { automationOf } from './automation.ts';
import { browserPorts, localNow } from './browser-ports.ts';
import { watchSize } from './canvas-size.ts';
import { ClockSteps } from './clock-steps.ts';
import { GraphicsWatch } from './graphics-watch.ts';
import { Holding, isAstray, waitingFor } from './holding.ts';
import type { Identity } from './identity.ts';
import { isPlain, openKiosk } from './kiosk.ts';
import { type Identify, Notices } from './notices.ts';
import { Overlay } from './overlay.ts';
import { Player, type PlayerHandlers, type Surface } from './player.ts';
import { Renewal } from './renewal.ts';
import { sentenceOf } from './scene/troubles.ts';
import { Stage } from './stage/stage.ts';
import { statusOf } from './status.ts';

export type PageOptions = {
  readonly identity: Identity;
  readonly canvas: HTMLCanvasElement;
  readonly surface: Surface;
  readonly identify: Identify;
  /** Sentences for the person in front of the screen, on what is no fault. */
  readonly remarks: (player: Player) => readonly string[];
  /** The newest sentence on a scene in trouble while a picture is seen; null once it is over. */
  readonly trouble: (sentence: string | null) => void;
};

export const pageDefaults = { reportMs: 1000, holdingMs: 250 } as const;

/** Puts a whole page into operation: everything but where the slices lie on the canvas. */
export function openPage(options: PageOptions): void {
  const holding = new Holding(options.identity.screen ?? options.identity.wall);
  const stage = openStage(options.canvas);
  if (typeof stage === 'string') holding.show(stage);
  else new Page(options, stage, holding).start();
}

/** A stage, or the sentence that says why there is none. */
function openStage(canvas: HTMLCanvasElement): Stage | string {
  const antialias = new URLSearchParams(location.search).get('antialias') !== '0';
  try {
    return new Stage(canvas, { antialias });
  } catch (problem) {
    return `this browser cannot draw the picture, which takes WebGL 2: ${sentenceOf(problem)}`;
  }
}

/** What stands around the player: what it tells the person in front of it, and the conductor. */
class Page {
  private readonly options: PageOptions;
  private readonly holding: Holding;
  private readonly player: Player;
  private readonly notices: Notices;
  private readonly graphics: GraphicsWatch;
  private readonly overlay: Overlay;
  private readonly renewal = new Renewal(() => location.reload());
  private readonly clockSteps = new ClockSteps();
  private readonly kiosk = openKiosk();

  constructor(options: PageOptions, stage: Stage, holding: Holding) {
    const { identity, canvas, surface, identify } = options;
    this.options = options;
    this.holding = holding;
    this.player = new Player(identity, stage, surface, {
      drawn: document => this.drew(document),
      message: message => this.hear(message),
    });
    this.notices = new Notices(this.player, identify);
    this.graphics = new GraphicsWatch(canvas, {
      now: localNow,
      after: browserPorts.after,
      canReload: () => this.player.link.phase === 'open',
      reload: () => location.reload(),
      restored: () => this.player.restore(),
    });
    this.overlay = new Overlay(this.player, identity.screen ?? identity.wall, () => this.remarks());
  }

  start(): void {
    watchSize(this.options.canvas, size => this.player.resize(size));
    this.watchWindow();
    setInterval(() => this.hold(), pageDefaults.holdingMs);
    setInterval(() => this.report(), pageDefaults.reportMs);
    this.hold();
    window.mullion = automationOf(this.player);
    this.player.start();
  }

  private hold(): void {
    const { player } = this;
    this.holding.show(waitingFor(player), isAstray(player));
    const sentence = player.hasDrawn ? player.scenery?.host.warnings().at(-1) : null;
    this.options.trouble(sentence ?? null);
  }

  private drew(document: ShowDocument): void {
    this.holding.show(null);
    // A reload needs a node to load from.
    if (this.player.link.phase === 'open') this.renewal.check(document);
  }

  private hear(message: Parameters<PlayerHandlers['message']>[0]): void {
    if (message.type === 'notice') this.notices.hear(message);
    if (message.type === 'welcome') this.renewal.note(this.player.build, message.manifest.build);
  }

  private report(): void {
    const { player } = this;
    // A page that draws no frames, because it is hidden or paused, keeps up all the same.
    player.catchUp();
    const host = player.scenery?.host;
    void host?.preload(idle);
    const isTold =
      player.identity.screen === null ||
      player.link.send({ type: 'report', status: statusOf(player, this.warnings()) });
    if (isTold) host?.troubles.told();
  }

  private warnings(): readonly string[] {
    const { link, scenery } = this.player;
    return [
      ...this.graphics.warnings(),
      ...this.clockSteps.warnings(link.clock.output, localNow()),
      ...(scenery?.host.warnings() ?? []),
    ];
  }

  private remarks(): readonly string[] {
    return [...this.warnings(), ...this.options.remarks(this.player), ...this.kiosk.lacks()];
  }

  private watchWindow(): void {
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.player.link.burst();
    });
    document.addEventListener('keydown', event => {
      if (isPlain(event) && event.key.toLowerCase() === 'd') this.overlay.toggle();
    });
  }
}

/** A moment when the page has nothing better to do. */
const idle = (): Promise<void> =>
  new Promise(resolve => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });
