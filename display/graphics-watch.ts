import type { LocalMs } from '../core/time/units.ts';
import { type Memory, sitting } from './memory.ts';

export const graphicsDefaults = {
  /** A context that has not come back by itself after so long is fetched by a reload, ms. */
  patienceMs: 10_000,
  /** A page that was loaded for this reason does not do it again sooner, ms. */
  spacingMs: 60_000,
  /** While a reload is impossible it is thought of again after so long, ms. */
  retryMs: 1000,
} as const;

export type GraphicsPorts = {
  /** Since this page was opened; not moved by anyone's wall clock. */
  readonly now: () => LocalMs;
  /** Calls back once after `ms`; the returned function cancels, and may be called twice. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** False while there is no node that would serve the page again. */
  readonly canReload: () => boolean;
  readonly reload: () => void;
  readonly restored: () => void;
};

/** Follows the loss and return of the graphics context; three already asks the browser to restore it. */
export class GraphicsWatch {
  private readonly ports: GraphicsPorts;
  private readonly memory: Memory;
  private isLost = false;
  /** Of this page's life: from when on it may be given up. */
  private readonly earliest: number;
  private cancel = (): void => {};

  constructor(canvas: EventTarget, ports: GraphicsPorts, memory: Memory = sitting) {
    this.ports = ports;
    this.memory = memory;
    this.earliest = memory.get('graphics') === 'reloaded' ? graphicsDefaults.spacingMs : 0;
    memory.set('graphics', '');
    canvas.addEventListener('webglcontextlost', () => this.lost());
    canvas.addEventListener('webglcontextrestored', () => this.restored());
  }

  warnings(): readonly string[] {
    return this.isLost ? ['the graphics context was lost: nothing is drawn'] : [];
  }

  private lost(): void {
    if (this.isLost) return;
    this.isLost = true;
    this.giveUpIn(graphicsDefaults.patienceMs);
  }

  private restored(): void {
    this.isLost = false;
    this.cancel();
    this.ports.restored();
  }

  private giveUpIn(ms: number): void {
    this.cancel = this.ports.after(ms, () => this.giveUp());
  }

  private giveUp(): void {
    const { now, canReload, reload } = this.ports;
    const wait = this.earliest - now();
    // Without a node the browser's own error page would come, and stay.
    if (wait > 0 || !canReload()) {
      this.giveUpIn(Math.max(wait, graphicsDefaults.retryMs));
      return;
    }
    this.memory.set('graphics', 'reloaded');
    reload();
  }
}
