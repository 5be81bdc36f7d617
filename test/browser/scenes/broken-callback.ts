import { defineScene } from 'mullion/scene';
import { Mesh, MeshBasicMaterial, PlaneGeometry } from 'three';

/** Can be set up and posed, and throws while it is rendered. */
export default defineScene({
  title: 'Broken callback',
  view: 'flat',
  setup({ scene, wall }) {
    const mesh = new Mesh(new PlaneGeometry(wall.width, wall.height), new MeshBasicMaterial());
    mesh.onBeforeRender = () => {
      throw new Error('the brush is gone');
    };
    scene.add(mesh);
  },
  frame() {},
});
