import fc from 'fast-check';
import type { Command, Entry } from '../../../core/show/command.ts';
import { entry, installCommand } from '../../support/entries.ts';

const sceneIds = fc.constantFrom('comets', 'reef', 'sync-card', 'gone');
const cueIds = fc.constantFrom('doors', 'act-1', 'dark', 'nowhere');
const fadeMs = fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined });
const value = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.boolean(),
  fc.constantFrom('#000000', '#ffffff', 'north'),
);
/** Some names are those of things that every object has. */
const paramName = fc.constantFrom('speed', 'tint', 'constructor', 'toString');
const params = fc.dictionary(paramName, value, { maxKeys: 3 });

const withFade = <C extends object>(command: C, ms: number | undefined): C =>
  ms === undefined ? command : { ...command, fadeMs: ms };

/** Any command that can stand in a log, sensible for the document or not. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc
    .tuple(sceneIds, params, fadeMs)
    .map(([scene, params, ms]): Command => withFade({ type: 'scene', scene, params }, ms)),
  fc.tuple(params, fadeMs).map(([params, ms]): Command => withFade({ type: 'params', params }, ms)),
  fc.constantFrom<Command>({ type: 'play' }, { type: 'pause' }, { type: 'go' }),
  fc.integer({ min: -100, max: 100 }).map((position): Command => ({ type: 'seek', position })),
  fc.integer({ min: -16, max: 16 }).map((rate): Command => ({ type: 'rate', rate })),
  fc.tuple(fc.boolean(), fadeMs).map(([on, ms]): Command => withFade({ type: 'blackout', on }, ms)),
  cueIds.map((cue): Command => ({ type: 'go', cue })),
  fc.tuple(cueIds, fc.nat(3)).map(([cue, after]): Command => ({ type: 'go', cue, after })),
  cueIds.map((cue): Command => ({ type: 'standby', cue })),
  fc.constantFrom<Command>(
    installCommand,
    { ...installCommand, hash: 'h2', scenes: ['reef'], scene: 'reef', cues: [] },
    { ...installCommand, hash: 'h3', title: 'Foyer' },
  ),
);

/** A log from its first entry on, with times that never decrease. */
export const anyLog: fc.Arbitrary<readonly Entry[]> = fc
  .array(fc.tuple(anyCommand, fc.integer({ min: 0, max: 3000 })), { maxLength: 25 })
  .map(steps => {
    let at = 7000;
    return steps.map(([command, wait], i) => {
      at += wait;
      return entry(i + 1, command, at);
    });
  });
