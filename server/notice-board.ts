import { z } from 'zod';
import { Notice } from '../core/show/command.ts';
import type { ShowMs } from '../core/time/units.ts';
import type { NoticeDown } from '../core/wire/down.ts';
import type { Bus, Close } from './bus/bus.ts';

const Posted = z.object({ notice: Notice, until: z.number() });

/** How long a reload may still reach a display that connects late, ms; short, or it would reload twice. */
const reloadMs = 1000;

/** Notices to displays: they pass through the bus as signals, expire, and are never in the log. */
export class NoticeBoard {
  private readonly wall: string;
  private readonly bus: Bus;
  private readonly now: () => ShowMs;
  private posted: readonly NoticeDown[] = [];
  private readonly unlisten: Close;

  constructor(
    wall: string,
    { bus, now }: { readonly bus: Bus; readonly now: () => ShowMs },
    tell: (notice: NoticeDown) => void,
  ) {
    this.wall = wall;
    this.bus = bus;
    this.now = now;
    this.unlisten = bus.onSignal(wall, signal => {
      const parsed = signal.name.startsWith('notice/') ? Posted.safeParse(signal.value) : null;
      if (parsed?.success) tell(this.keep({ type: 'notice', ...parsed.data }));
    });
  }

  post(notice: Notice): void {
    const lasts = notice.type === 'identify' ? notice.seconds * 1000 : reloadMs;
    const at = this.now();
    this.bus.signal(this.wall, { name: `notice/${notice.type}`, at, value: { notice, until: at + lasts } });
  }

  /** What a display that connects now has to be told: identify only, since it has just been loaded. */
  current(): readonly NoticeDown[] {
    const now = this.now();
    this.posted = this.posted.filter(({ until }) => until > now);
    return this.posted;
  }

  close(): void {
    this.unlisten();
  }

  /** One for the same screens takes the place of the one before; one for all screens, of all. */
  private keep(notice: NoticeDown): NoticeDown {
    if (notice.notice.type !== 'identify') return notice;
    const { screens } = notice.notice;
    const others = this.current().filter(({ notice: old }) => screens && !sameScreens(old.screens, screens));
    this.posted = [...others, notice];
    return notice;
  }
}

const sameScreens = (a: Notice['screens'], b: Notice['screens']): boolean =>
  a?.toSorted().join() === b?.toSorted().join();
