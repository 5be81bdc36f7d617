import type { Cue } from '../../core/show/cue.ts';
import type { ShowDocument } from '../../core/show/document.ts';
import type { Manifest } from '../../core/show/manifest.ts';
import { reduce } from '../../core/show/reduce.ts';
import { expandWall, WallSpec } from '../../core/wall/wall-file.ts';

/** A small show for tests: two screens, two scenes, three cues. Nothing in it is zero by chance. */
export const sampleManifest: Manifest = {
  build: 'b1',
  scenes: [
    {
      id: 'waves',
      title: 'Waves',
      url: '/assets/waves.js',
      thumbnail: null,
      loop: null,
      params: {
        speed: { kind: 'number', label: 'Speed', default: 1.5, min: 0, max: 4, step: 0.1 },
        tint: { kind: 'colour', label: 'Tint', default: '#102030' },
      },
    },
    { id: 'card', title: 'Card', url: '/assets/card.js', thumbnail: null, loop: null, params: {} },
  ],
};

export const sampleCues: readonly Cue[] = [
  { id: 'one', name: 'One', scene: 'waves', params: { speed: 2, tint: '#ffffff' }, fadeMs: 400, follow: 3 },
  { id: 'two', name: 'Two', blackout: true, fadeMs: 1000 },
  { id: 'three', name: 'Three', scene: 'card', blackout: false, fadeMs: 0 },
];

export function sampleDocument(at = 1000): ShowDocument {
  const layout = expandWall(WallSpec.parse({ grid: { columns: 2, rows: 1, screen: { size: [597, 336] } } }));
  if (typeof layout === 'string') throw new Error(layout);
  const document = reduce(null, {
    at,
    command: {
      type: 'install',
      title: 'Sample',
      hash: 'h1',
      layout,
      cues: [...sampleCues],
      scenes: ['waves', 'card'],
      scene: 'waves',
      params: { speed: 1.5, tint: '#102030' },
    },
  });
  if (!document) throw new Error('install gives a document');
  return document;
}
