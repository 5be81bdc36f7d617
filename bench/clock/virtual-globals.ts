import type { ClientPorts } from './contestant.ts';

/**
 * Puts a virtual machine behind the globals that published clocks call. The returned function takes it away again.
 * Only one machine at a time.
 */
export function installGlobals({ after, localNow, random }: ClientPorts): () => void {
  const timers = new Timers(after);
  const undo = [
    replace(globalThis, 'setTimeout', (callback: () => void, ms = 0) => timers.once(callback, ms)),
    replace(globalThis, 'setInterval', (callback: () => void, ms = 0) => timers.often(callback, ms)),
    replace(globalThis, 'clearTimeout', (id: number) => timers.clear(id)),
    replace(globalThis, 'clearInterval', (id: number) => timers.clear(id)),
    replace(performance, 'now', localNow),
    replace(Date, 'now', () => Math.floor(localNow())),
    replace(Math, 'random', random),
  ];
  return () => {
    for (const put of undo) put();
  };
}

class Timers {
  private readonly after: ClientPorts['after'];
  private readonly cancels = new Map<number, () => void>();
  private last = 0;

  constructor(after: ClientPorts['after']) {
    this.after = after;
  }

  once(callback: () => void, ms: number): number {
    const id = ++this.last;
    this.cancels.set(id, this.after(Math.max(0, ms), callback));
    return id;
  }

  often(callback: () => void, ms: number): number {
    const id = ++this.last;
    const again = (): void => {
      this.cancels.set(id, this.after(ms, again));
      callback();
    };
    this.cancels.set(id, this.after(ms, again));
    return id;
  }

  clear(id: number): void {
    this.cancels.get(id)?.();
    this.cancels.delete(id);
  }
}

function replace(target: object, key: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { value, configurable: true, writable: true });
  return () => {
    if (before) Object.defineProperty(target, key, before);
    else Reflect.deleteProperty(target, key);
  };
}
