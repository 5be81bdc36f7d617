import { type ShowMs, showMs } from '../time/units.ts';
import type { Command, Entry, InstallCommand } from './command.ts';
import type { Cue } from './cue.ts';
import type { Layer, ParamState, ShowDocument } from './document.ts';
import { mixValues, progressOf } from './fade.ts';
import type { ParamValue, ParamValues } from './params.ts';
import { anchored, startedAt } from './transport.ts';

/**
 * The one reducer, run alike by nodes, displays and dashboards. Total: a command that makes no sense for
 * this document changes nothing. `null` is the document before the first `install`.
 */
export function reduce(
  document: ShowDocument | null,
  entry: Pick<Entry, 'at' | 'command'>,
): ShowDocument | null {
  const at = showMs(entry.at);
  if (entry.command.type === 'install') return install(document, entry.command, at);
  return document && change(document, entry.command, at);
}

function change(document: ShowDocument, command: Exclude<Command, InstallCommand>, at: ShowMs): ShowDocument {
  switch (command.type) {
    case 'scene':
      return withScene(document, command.scene, command.params ?? {}, at, command.fadeMs ?? 0);
    case 'params':
      return withParams(document, command.params, at, command.fadeMs ?? 0);
    case 'play':
      return withTransport(document, at, { playing: true });
    case 'pause':
      return withTransport(document, at, { playing: false });
    case 'seek':
      return withTransport(document, at, { position: command.position });
    case 'rate':
      return withTransport(document, at, { rate: command.rate });
    case 'blackout':
      return withBlackout(document, command.on, at, command.fadeMs ?? 0);
    case 'go':
      return (command.after ?? document.cue.fired) === document.cue.fired
        ? fire(document, command.cue ?? document.cue.standby, at)
        : document;
    case 'standby':
      return document.cues.some(cue => cue.id === command.cue)
        ? { ...document, cue: { ...document.cue, standby: command.cue } }
        : document;
    default:
      return command satisfies never;
  }
}

function install(document: ShowDocument | null, command: InstallCommand, at: ShowMs): ShowDocument {
  const { title, hash, layout, cues } = command;
  const has = (id: string | null | undefined): id is string => cues.some(cue => cue.id === id);
  const firstCue = cues[0]?.id ?? null;
  const idle = { last: null, standby: firstCue, firedAt: at, fired: 0 };
  const base: ShowDocument = document ?? {
    title,
    hash,
    layout,
    layer: newLayer(command.scene, 1, command.params, at),
    previous: null,
    blackout: { on: false, from: 0, span: { at, ms: 0 } },
    cues,
    cue: idle,
  };
  const { last, standby } = base.cue;
  const cue = { ...base.cue, last: has(last) ? last : null, standby: has(standby) ? standby : firstCue };
  const next = { ...base, title, hash, layout, cues, cue };
  const lost = !command.scenes.includes(next.layer.scene);
  return lost
    ? { ...next, layer: newLayer(command.scene, next.layer.serial + 1, command.params, at), previous: null }
    : next;
}

/** With a fade, what stands on the wall goes over into the new scene; a fade under way ends at its stronger side. */
function withScene(
  document: ShowDocument,
  scene: string,
  params: ParamValues,
  at: ShowMs,
  fadeMs: number,
): ShowDocument {
  const layer = newLayer(scene, document.layer.serial + 1, params, at);
  const previous = fadeMs > 0 ? { layer: strongerAt(document, at), span: { at, ms: fadeMs } } : null;
  return { ...document, layer, previous };
}

/** The one of two crossfading layers of which more is seen: the document has no room for both under a third. */
const strongerAt = ({ layer, previous }: ShowDocument, now: ShowMs): Layer =>
  previous && progressOf(previous.span, now) < 0.5 ? previous.layer : layer;

function newLayer(scene: string, serial: number, params: ParamValues, at: ShowMs): Layer {
  const states = Object.entries(params).map(([name, to]) => [name, { to, from: to, span: { at, ms: 0 } }]);
  return { scene, serial, params: Object.fromEntries(states), transport: startedAt(at) };
}

function withParams(document: ShowDocument, params: ParamValues, at: ShowMs, ms: number): ShowDocument {
  const { layer } = document;
  const states = Object.entries(params).map(([name, to]): [string, ParamState] => {
    const old = Object.hasOwn(layer.params, name) ? layer.params[name] : undefined;
    return [name, { to, from: old ? paramAt(old, at) : to, span: { at, ms } }];
  });
  return { ...document, layer: { ...layer, params: { ...layer.params, ...Object.fromEntries(states) } } };
}

const withTransport = (
  document: ShowDocument,
  at: ShowMs,
  transport: Parameters<typeof anchored>[2],
): ShowDocument => ({
  ...document,
  layer: { ...document.layer, transport: anchored(document.layer.transport, at, transport) },
});

const withBlackout = (document: ShowDocument, on: boolean, at: ShowMs, ms: number): ShowDocument => ({
  ...document,
  blackout: { on, from: blackoutAt(document, at), span: { at, ms } },
});

function fire(document: ShowDocument, id: string | null, at: ShowMs): ShowDocument {
  const index = document.cues.findIndex(cue => cue.id === id);
  const cue = document.cues[index];
  if (!cue) return document;
  const next = applyCue(document, cue, at);
  const standby = document.cues[index + 1]?.id ?? null;
  return { ...next, cue: { last: cue.id, standby, firedAt: at, fired: document.cue.fired + 1 } };
}

function applyCue(document: ShowDocument, cue: Cue, at: ShowMs): ShowDocument {
  let next = document;
  if (cue.scene !== undefined) next = withScene(next, cue.scene, cue.params ?? {}, at, cue.fadeMs);
  else if (cue.params) next = withParams(next, cue.params, at, cue.fadeMs);
  if (cue.transport) next = withTransport(next, at, defined(cue.transport));
  if (cue.blackout !== undefined) next = withBlackout(next, cue.blackout, at, cue.fadeMs);
  return next;
}

function defined(transport: NonNullable<Cue['transport']>): Parameters<typeof anchored>[2] {
  const { playing, rate, position } = transport;
  return {
    ...(playing === undefined ? {} : { playing }),
    ...(rate === undefined ? {} : { rate }),
    ...(position === undefined ? {} : { position }),
  };
}

/** A parameter's value at a show time. */
export const paramAt = (state: ParamState, now: ShowMs): ParamValue =>
  mixValues(state.from, state.to, progressOf(state.span, now));

/** How black the wall is at a show time: 0 is the full picture, 1 is black. */
export function blackoutAt({ blackout }: ShowDocument, now: ShowMs): number {
  const share = progressOf(blackout.span, now);
  return blackout.from + ((blackout.on ? 1 : 0) - blackout.from) * share;
}
