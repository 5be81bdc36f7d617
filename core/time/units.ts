/**
 * Branded numbers, so that mixing two clocks does not compile.
 * A difference of two readings of one clock is a plain number of milliseconds.
 */
declare const unit: unique symbol;
type Branded<Name extends string> = number & { readonly [unit]: Name };

/** Milliseconds on this machine's own monotonic clock. */
export type LocalMs = Branded<'LocalMs'>;
/** Milliseconds on the show clock, the one that every display agrees on. Never goes back. */
export type ShowMs = Branded<'ShowMs'>;
/** Seconds within a scene; what `frame.time` carries. */
export type SceneSeconds = Branded<'SceneSeconds'>;

export const localMs = (value: number): LocalMs => value as LocalMs;
export const showMs = (value: number): ShowMs => value as ShowMs;
export const sceneSeconds = (value: number): SceneSeconds => value as SceneSeconds;

/** A rate error in parts per million, from a dimensionless drift (ms per ms). */
export const ppm = (drift: number): number => drift * 1e6;
