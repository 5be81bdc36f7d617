import { colour, defineScene, number } from 'mullion/scene';
import { Mesh, MeshBasicMaterial, PlaneGeometry } from 'three';

const slats = 16;

/** Dark slats that wander over one colour: scene time, a number and a colour can be told from its pixels. */
export default defineScene({
  title: 'Blinds',
  view: 'flat',
  params: {
    ground: colour('Ground', '#204060'),
    breadth: number('Breadth', { default: 0.3, min: 0, max: 1 }),
  },

  setup({ scene, wall }) {
    const ground = new MeshBasicMaterial();
    const dark = new MeshBasicMaterial({ color: '#080808' });
    const slat = new PlaneGeometry(wall.width / slats, wall.height);
    const row = Array.from({ length: slats }, () => new Mesh(slat, dark));
    for (const mesh of row) mesh.position.z = 0.001;
    scene.add(new Mesh(new PlaneGeometry(wall.width, wall.height), ground), ...row);
    return { ground, row, width: wall.width };
  },

  frame({ ground, row, width }, { time, params }) {
    ground.color.set(params.ground);
    row.forEach((mesh, i) => {
      const place = i / slats + time * 0.01;
      mesh.position.x = (place - Math.floor(place) - 0.5) * width;
      mesh.scale.x = params.breadth;
    });
  },
});
