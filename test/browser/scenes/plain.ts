import { choice, colour, defineScene, number, text, toggle } from 'mullion/scene';
import { Mesh, MeshBasicMaterial, PlaneGeometry } from 'three';

/** One colour over the whole wall, and a parameter of every kind. */
export default defineScene({
  title: 'Plain',
  view: 'flat',
  params: {
    fill: colour('Fill', '#336699'),
    bright: number('Brightness', { default: 0.5, min: 0, max: 1, step: 0.1 }),
    lit: toggle('Lit', true),
    mood: choice('Mood', ['calm', 'brisk'], 'calm'),
    motto: text('Motto', 'as one', 20),
  },

  setup({ scene, wall }) {
    const material = new MeshBasicMaterial();
    scene.add(new Mesh(new PlaneGeometry(wall.width, wall.height), material));
    return material;
  },

  frame(material, { params }) {
    material.color.set(params.fill);
    material.visible = params.lit;
  },
});
