import { colour, defineScene, number, type Wall } from 'mullion/scene';
import {
  AmbientLight,
  BoxGeometry,
  Color,
  DirectionalLight,
  InstancedMesh,
  MathUtils,
  Mesh,
  MeshStandardMaterial,
  Object3D,
  type PerspectiveCamera,
  PlaneGeometry,
} from 'three';

/**
 * A facade of small plates that hang in the wind. Gusts run over the whole wall; each plate turns with the gust
 * that passes it, and catches one of three coloured lights.
 */

/** Seconds after which the wind is as it was. */
const loop = 120;
const rows = 18;

type Plate = { readonly x: number; readonly y: number };

function platesOn({ width, height }: Wall): readonly Plate[] {
  const pitch = height / rows;
  const columns = Math.ceil(width / pitch / 2) * 2;
  return Array.from({ length: columns * rows }, (_, i) => ({
    x: ((i % columns) - (columns - 1) / 2) * pitch,
    y: (Math.floor(i / columns) - (rows - 1) / 2) * pitch,
  }));
}

/** From far away the plates at the ends of a long wall look like those in the middle. */
function stepBack(camera: PerspectiveCamera, { height }: Wall): void {
  camera.fov = 14;
  camera.position.z = height / 2 / Math.tan(MathUtils.degToRad(camera.fov / 2));
  camera.updateProjectionMatrix();
}

/** Wind at a place, -1..1 or so; `turn` is the share of the loop that is over. Whole numbers of waves pass in a loop. */
function windAt(x: number, y: number, turn: number): number {
  const t = 2 * Math.PI * turn;
  const bend = 0.6 * Math.sin(1.7 * y - 5 * t) + 0.4 * Math.sin(2.3 * x + 7 * t);
  const gust = Math.sin(1.9 * x + 1.1 * y - 13 * t + 2 * bend);
  const ripple = Math.sin(6.1 * x - 3.7 * y - 34 * t + 3 * bend);
  return 0.66 * gust + 0.34 * ripple * (0.5 + 0.5 * gust);
}

function lightFrom(x: number, y: number, z: number, intensity: number): DirectionalLight {
  const light = new DirectionalLight('#ffffff', intensity);
  light.position.set(x, y, z);
  return light;
}

/** Straight from above, so that the shadow map lies along the wall and none of its pixels are wasted. */
function castShadows(light: DirectionalLight, { width, height }: Wall): void {
  const { camera, mapSize } = light.shadow;
  light.castShadow = true;
  light.shadow.normalBias = height / 2000;
  mapSize.set(4096, 1024);
  camera.right = 0.53 * width;
  camera.left = -camera.right;
  camera.top = 0.36 * height;
  camera.bottom = -camera.top;
  camera.near = 0.01 * height;
  camera.far = 3 * height;
  light.position.setLength(1.5 * height);
}

export default defineScene({
  title: 'Sequins',
  view: 'perspective',
  loop,
  toneMapping: 'aces',
  params: {
    wind: number('Wind', { default: 1, min: 0, max: 1.5 }),
    plate: colour('Plates', '#e8ecf2'),
    above: colour('Light from above', '#ffb469'),
    right: colour('Light from the right', '#3f7bff'),
    below: colour('Light from below', '#e0407f'),
  },

  setup({ scene, camera, wall }) {
    stepBack(camera, wall);
    const plates = platesOn(wall);
    const pitch = wall.height / rows;
    const material = new MeshStandardMaterial({ roughness: 0.42, metalness: 0.25, dithering: true });
    const mesh = new InstancedMesh(
      new BoxGeometry(0.92 * pitch, 0.92 * pitch, 0.05 * pitch),
      material,
      plates.length,
    );
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    mesh.frustumCulled = false;
    const backing = new Mesh(
      new PlaneGeometry(2 * wall.width, 2 * wall.height),
      new MeshStandardMaterial({ color: '#14161c', roughness: 1, dithering: true }),
    );
    backing.position.z = -0.7 * pitch;
    backing.receiveShadow = true;
    const above = lightFrom(0, 1, 0.8, 2.6);
    const right = lightFrom(1, 0.1, 0.35, 3.4);
    const below = lightFrom(-0.5, -1, 0.4, 3);
    castShadows(above, wall);
    scene.background = new Color('#000000');
    scene.add(mesh, backing, above, right, below, new AmbientLight('#8090b0', 0.12));
    return { plates, mesh, material, above, right, below, height: wall.height, hinge: new Object3D() };
  },

  frame({ plates, mesh, material, above, right, below, height, hinge }, { time, params }) {
    const turn = time / loop;
    let i = 0;
    for (const { x, y } of plates) {
      const u = x / height;
      const v = y / height;
      const nod = 0.8 * params.wind * windAt(u, v, turn);
      const swing = 0.7 * params.wind * windAt(v + 7, u - 3, turn);
      hinge.position.set(x, y, 0);
      hinge.rotation.set(nod, swing, 0);
      hinge.updateMatrix();
      mesh.setMatrixAt(i++, hinge.matrix);
    }
    mesh.instanceMatrix.needsUpdate = true;
    material.color.set(params.plate);
    above.color.set(params.above);
    right.color.set(params.right);
    below.color.set(params.below);
  },
});
