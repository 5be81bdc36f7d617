import { defineScene } from 'mullion/scene';
import { Mesh, PlaneGeometry, ShaderMaterial } from 'three';

/** Its shader is no GLSL. */
export default defineScene({
  title: 'Broken shader',
  view: 'flat',
  setup({ scene, wall }) {
    const fragmentShader = 'void main() { gl_FragColor = moonlight; }';
    scene.add(new Mesh(new PlaneGeometry(wall.width, wall.height), new ShaderMaterial({ fragmentShader })));
  },
  frame() {},
});
