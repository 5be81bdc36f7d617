import type { ShowDocument } from '../core/show/document.ts';
import { type Memory, sitting } from './memory.ts';

/**
 * Brings a page of an older build up to date when nobody minds: at the next scene change, or while the wall is
 * black or paused. Never twice for the same build.
 */
export class Renewal {
  private readonly reload: () => void;
  private readonly memory: Memory;
  private wanted: string | null = null;
  private serial: number | null = null;

  constructor(reload: () => void, memory: Memory = sitting) {
    this.reload = reload;
    this.memory = memory;
  }

  /** The page was made with build `own`; the node now has `offered`. */
  note(own: string, offered: string): void {
    const isNews = own !== offered && this.memory.get('renewed') !== offered;
    this.wanted = isNews ? offered : null;
    this.serial = null;
  }

  /** Called with the document of each frame. */
  check(document: ShowDocument): void {
    if (this.wanted === null) return;
    this.serial ??= document.layer.serial;
    const idle = document.blackout.on || !document.layer.transport.playing;
    if (!idle && document.layer.serial === this.serial) return;
    this.memory.set('renewed', this.wanted);
    this.wanted = null;
    this.reload();
  }
}
