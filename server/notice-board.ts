import { z } from 'zod';
import { Notice } from '../core/show/command.ts';
import type { ShowMs } from '../core/time/units.ts';
import type { NoticeDown } from '../core/wire/down.ts';
import { type Failure, failure } from '../core/wire/failure.ts';
import type { Bus, Close } from './bus/bus.ts';
import type { EventLog } from './event-log.ts';
import type { Accepted, WallState } from './wall-state.ts';

/** A notice as it was accepted: its sender's id, and what the sender was told. */
const Post = z.object({
  id: z.string(),
  notice: Notice,
  answer: z.object({ epoch: z.string(), rev: z.number(), at: z.number() }),
});
type Post = z.infer<typeof Post>;

const noticeDefaults = {
  /** `until` of a reload, ms after it was posted: it reaches only the displays that are there. */
  reloadMs: 1000,
  /** How long the id of a notice is known at least, ms. */
  idMs: 60_000,
} as const;

export type NoticePorts = {
  readonly wall: WallState;
  readonly bus: Bus;
  readonly now: () => ShowMs;
  readonly events: EventLog;
  /** To the displays of this node. */
  readonly tell: (notice: NoticeDown) => void;
};

/** Notices to displays: they pass through the bus as signals, expire, and are never in the log. */
export class NoticeBoard {
  private readonly ports: NoticePorts;
  /** What was posted lately, on whichever node, by id. */
  private readonly posts = new Map<string, Post>();
  private shown: readonly NoticeDown[] = [];
  private readonly unlisten: Close;

  constructor(ports: NoticePorts) {
    this.ports = ports;
    this.unlisten = ports.bus.onSignal(ports.wall.wall, signal => {
      const parsed = signal.name.startsWith('notice/') ? Post.safeParse(signal.value) : null;
      if (parsed?.success) ports.tell(this.heard(parsed.data));
    });
  }

  /** Posts a notice. One whose id is still known gets its first answer, and nothing else happens. */
  submit({ id, by, notice }: Omit<Post, 'answer'> & { readonly by: string }): Accepted | Failure {
    const first = this.posts.get(id)?.answer;
    if (first) return first;
    const { wall, now, events, bus } = this.ports;
    const stranger = notice.screens?.find(screen => !wall.screens().includes(screen));
    if (stranger !== undefined) return failure('not-found', `the wall has no screen "${stranger}"`);
    const { epoch, rev } = wall.current();
    const post = { id, notice, answer: { epoch, rev, at: now() } };
    this.remember(post);
    bus.signal(wall.wall, { name: `notice/${id}`, at: post.answer.at, value: post });
    events.said('info', `${by}: ${notice.type} ${notice.screens?.join(', ') ?? 'all screens'}`);
    return post.answer;
  }

  /** What a display that connects now has to be told: identify only, since it has just been loaded. */
  current(): readonly NoticeDown[] {
    const now = this.ports.now();
    this.shown = this.shown.filter(({ until }) => until > now);
    return this.shown;
  }

  close(): void {
    this.unlisten();
  }

  private remember(post: Post): void {
    const now = this.ports.now();
    for (const [id, old] of this.posts)
      if (now > Math.max(untilOf(old), old.answer.at + noticeDefaults.idMs)) this.posts.delete(id);
    this.posts.set(post.id, post);
  }

  /** An identify for the same screens takes the place of the one before; one for all screens, of all. */
  private heard(post: Post): NoticeDown {
    this.remember(post);
    const { notice } = post;
    const down: NoticeDown = { type: 'notice', notice, until: untilOf(post) };
    if (notice.type !== 'identify') return down;
    const { screens } = notice;
    const others = this.current().filter(({ notice: old }) => screens && !sameScreens(old.screens, screens));
    this.shown = [...others, down];
    return down;
  }
}

const untilOf = ({ notice, answer: { at } }: Post): number =>
  at + (notice.type === 'identify' ? notice.seconds * 1000 : noticeDefaults.reloadMs);

const sameScreens = (a: Notice['screens'], b: Notice['screens']): boolean =>
  a?.toSorted().join() === b?.toSorted().join();
