import { type Snapshot, type SnapshotPart, Snapshot as SnapshotSchema } from './down.ts';
import { maxPartBytes } from './protocol.ts';

/** What a part's message has beside its text, bytes: more than it ever takes. */
const envelopeBytes = 256;

/** Cuts a snapshot into messages small enough for a clock reply to fit between. */
export function cutSnapshot(snapshot: Snapshot): readonly SnapshotPart[] {
  const texts = cutText(JSON.stringify(snapshot), maxPartBytes - envelopeBytes);
  return texts.map((text, part) => ({ type: 'snapshot', part, parts: texts.length, text }));
}

/** Cuts so that each piece, written as a JSON string in UTF-8, has at most `budget` bytes. */
function cutText(text: string, budget: number): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const cost = bytesOf(text.charCodeAt(i));
    if (bytes + cost > budget) {
      pieces.push(text.slice(from, i));
      from = i;
      bytes = 0;
    }
    bytes += cost;
  }
  return [...pieces, text.slice(from)];
}

/** The most that one UTF-16 unit takes in a JSON string; half of a pair that a cut parts is escaped. */
function bytesOf(unit: number): number {
  if (unit < 0x20 || (unit >= 0xd800 && unit <= 0xdfff)) return 6;
  if (unit === 0x22 || unit === 0x5c) return 2;
  if (unit < 0x80) return 1;
  return unit < 0x800 ? 2 : 3;
}

/** Parts received so far of one snapshot. */
export type PartsSoFar = readonly string[];

export type Joined = {
  readonly sofar: PartsSoFar;
  /** Once the last part is there. */
  readonly snapshot: Snapshot | null;
  /** No snapshot will come of these parts. */
  readonly broken: boolean;
};

/** Adds a part. Part 0 begins anew; a part out of order throws the collection away. */
export function joinPart(sofar: PartsSoFar, part: SnapshotPart): Joined {
  const before = part.part === 0 ? [] : sofar;
  if (before.length !== part.part) return { sofar: [], snapshot: null, broken: true };
  const texts = [...before, part.text];
  if (texts.length < part.parts) return { sofar: texts, snapshot: null, broken: false };
  const snapshot = parseSnapshot(texts.join(''));
  return { sofar: [], snapshot, broken: snapshot === null };
}

function parseSnapshot(text: string): Snapshot | null {
  try {
    return SnapshotSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
