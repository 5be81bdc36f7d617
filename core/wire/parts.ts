import { type Snapshot, type SnapshotPart, Snapshot as SnapshotSchema } from './down.ts';
import { snapshotPartChars } from './protocol.ts';

/** Cuts a snapshot into messages small enough for a clock reply to fit between. */
export function cutSnapshot(snapshot: Snapshot): readonly SnapshotPart[] {
  const text = JSON.stringify(snapshot);
  const parts = Math.max(1, Math.ceil(text.length / snapshotPartChars));
  return Array.from({ length: parts }, (_, part) => ({
    type: 'snapshot',
    part,
    parts,
    text: text.slice(part * snapshotPartChars, (part + 1) * snapshotPartChars),
  }));
}

/** Parts received so far of one snapshot. */
export type PartsSoFar = readonly string[];

/** Adds a part. Part 0 begins anew; a part out of order throws the collection away. */
export function joinPart(
  sofar: PartsSoFar,
  part: SnapshotPart,
): { readonly sofar: PartsSoFar; readonly snapshot: Snapshot | null } {
  const before = part.part === 0 ? [] : sofar;
  if (before.length !== part.part) return { sofar: [], snapshot: null };
  const texts = [...before, part.text];
  if (texts.length < part.parts) return { sofar: texts, snapshot: null };
  return { sofar: [], snapshot: parseSnapshot(texts.join('')) };
}

function parseSnapshot(text: string): Snapshot | null {
  try {
    return SnapshotSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
