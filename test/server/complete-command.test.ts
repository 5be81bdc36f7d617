import { expect, test } from 'vitest';
import { completeCommand } from '../../server/complete-command.ts';
import { sampleDocument } from '../support/sample-document.ts';

const document = sampleDocument();
const scene = {
  id: document.layer.scene,
  title: 'Card',
  url: '/assets/card.js',
  thumbnail: null,
  loop: null,
  params: {
    tint: { kind: 'colour' as const, label: 'Tint', default: '#204060' },
    text: { kind: 'text' as const, label: 'Text', default: '#FFF', maxLength: 20 },
  },
};
const manifest = { build: 'b1', scenes: [scene] };

test('STA-16 a command may name colours in large letters; in the log they are small, and texts are as they were', () => {
  const params = { tint: '#FF7A2F', text: '#FF7A2F' };
  const settled = { tint: '#ff7a2f', text: '#FF7A2F' };
  expect(completeCommand({ type: 'params', params }, document, manifest)).toEqual({
    type: 'params',
    params: settled,
  });
  expect(completeCommand({ type: 'scene', scene: scene.id, params }, document, manifest)).toEqual({
    type: 'scene',
    scene: scene.id,
    params: settled,
  });
});
