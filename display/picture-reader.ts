import type { ShowDocument } from '../core/show/document.ts';
import type { Span } from '../core/show/fade.ts';
import { type Picture, pictureAt } from '../core/show/picture.ts';
import { sceneTimeAt } from '../core/show/transport.ts';
import type { SceneSeconds, ShowMs } from '../core/time/units.ts';

type Steady = Omit<Picture, 'current'> & {
  readonly current: { time: SceneSeconds } & Omit<Picture['current'], 'time'>;
};

/** `pictureAt`, made once per document as long as nothing fades: then only scene time moves. */
export class PictureReader {
  private document: ShowDocument | null = null;
  private steady: Steady | null = null;
  private steadyFrom = Number.POSITIVE_INFINITY;

  /** The picture is good until the next call. */
  read(document: ShowDocument, now: ShowMs): Picture {
    if (document !== this.document) {
      this.document = document;
      this.steady = null;
      this.steadyFrom = endOfFades(document);
    }
    if (now < this.steadyFrom) {
      this.steady = null;
      return pictureAt(document, now);
    }
    this.steady ??= { ...pictureAt(document, now) };
    this.steady.current.time = sceneTimeAt(document.layer.transport, now);
    return this.steady;
  }
}

/** Show ms from which on nothing fades. */
function endOfFades({ layer, previous, blackout }: ShowDocument): number {
  const spans: readonly Span[] = [
    blackout.span,
    ...(previous ? [previous.span] : []),
    ...Object.values(layer.params).map(param => param.span),
  ];
  return Math.max(...spans.map(span => span.at + span.ms));
}
