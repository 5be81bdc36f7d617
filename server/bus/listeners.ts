import type { Close } from './bus.ts';

/** Those who want to hear something. One that throws is named to `warn`, and the others hear it all the same. */
export class Listeners<T> {
  private readonly all = new Set<{ readonly listener: T }>();
  private readonly warn: (sentence: string) => void;

  constructor(warn: (sentence: string) => void) {
    this.warn = warn;
  }

  /** The same listener may be added twice; it then hears everything twice. */
  add(listener: T): Close {
    const place = { listener };
    this.all.add(place);
    return () => void this.all.delete(place);
  }

  tell(call: (listener: T) => void): void {
    for (const { listener } of [...this.all]) {
      try {
        call(listener);
      } catch (error) {
        this.warn(
          `A listener on the bus failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
        );
      }
    }
  }
}
