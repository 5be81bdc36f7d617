/** A token bucket, as a value (Turner, 1986). */
export type Bucket = { readonly level: number; readonly at: number };

export type BucketSize = { readonly perSecond: number; readonly burst: number };

export const fullBucket = (size: BucketSize, now: number): Bucket => ({ level: size.burst, at: now });

/** Takes one token at `now` (ms); null when there is none. */
export function take(bucket: Bucket, size: BucketSize, now: number): Bucket | null {
  const level = Math.min(size.burst, bucket.level + ((now - bucket.at) / 1000) * size.perSecond);
  return level < 1 ? null : { level: level - 1, at: now };
}
