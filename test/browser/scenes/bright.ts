import { defineScene } from 'mullion/scene';
import { Color } from 'three';

/** Nothing but a bright background. */
export default defineScene({
  title: 'Bright',
  view: 'flat',
  setup({ scene }) {
    scene.background = new Color('#ffaa33');
  },
  frame() {},
});
