import type { Cue } from '../../../core/show/cue.ts';
import type { ShowDocument } from '../../../core/show/document.ts';
import { fadeText } from '../../figures.ts';
import { documentOf, type Store } from '../../store.ts';

export type CueView = {
  readonly id: string;
  readonly name: string;
  /** What it does, in a few words. */
  readonly gist: string;
  readonly isLast: boolean;
  readonly isStandby: boolean;
};

export type CuesView = {
  readonly standby: { readonly id: string; readonly name: string } | null;
  /** The automatic GO to come. */
  readonly follow: { readonly seconds: number; readonly share: number } | null;
  readonly cues: readonly CueView[];
};

export function selectCues(store: Store): CuesView | null {
  const document = documentOf(store);
  if (!document) return null;
  const titles = new Map(store.welcome.value?.manifest.scenes.map(({ id, title }) => [id, title]));
  const { last, standby } = document.cue;
  const next = document.cues.find(cue => cue.id === standby);
  return {
    standby: next ? { id: next.id, name: next.name } : null,
    follow: followOf(document, store.now.value),
    cues: document.cues.map(cue => ({
      id: cue.id,
      name: cue.name,
      gist: gistOf(cue, titles),
      isLast: cue.id === last,
      isStandby: cue.id === standby,
    })),
  };
}

function followOf({ cue, cues }: ShowDocument, now: number | null): CuesView['follow'] {
  const last = cues.find(candidate => candidate.id === cue.last);
  if (last?.follow === undefined || cue.standby === null || now === null) return null;
  const left = last.follow - (now - cue.firedAt) / 1000;
  if (left <= 0 || left > last.follow) return null;
  return { seconds: Math.ceil(left), share: Math.round((left / last.follow) * 100) / 100 };
}

function gistOf(cue: Cue, titles: ReadonlyMap<string, string>): string {
  const { scene, params, transport, blackout, fadeMs, follow } = cue;
  const parts = [
    scene === undefined ? null : (titles.get(scene) ?? scene),
    params && scene === undefined ? Object.keys(params).join(', ') : null,
    transport?.playing === undefined ? null : transport.playing ? 'play' : 'pause',
    transport?.rate === undefined ? null : `rate ${transport.rate}`,
    transport?.position === undefined ? null : `from ${transport.position} s`,
    blackout === undefined ? null : blackout ? 'blackout' : 'out of black',
    fadeMs > 0 ? `${fadeText(fadeMs)} fade` : null,
    follow === undefined ? null : `follows on after ${fadeText(follow * 1000)}`,
  ];
  return parts.filter(part => part !== null).join(' · ');
}
