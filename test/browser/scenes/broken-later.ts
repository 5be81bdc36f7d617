import { defineScene } from 'mullion/scene';
import { Mesh, MeshBasicMaterial, PlaneGeometry } from 'three';

/** Runs for a while, then throws while it is rendered. */
export default defineScene({
  title: 'Broken later',
  view: 'flat',
  setup({ scene, wall }) {
    const state = { time: 0 };
    const mesh = new Mesh(new PlaneGeometry(wall.width, wall.height), new MeshBasicMaterial());
    mesh.onBeforeRender = () => {
      if (state.time > 0.3) throw new Error('the brush broke');
    };
    scene.add(mesh);
    return state;
  },
  frame(state, { time }) {
    state.time = time;
  },
});
