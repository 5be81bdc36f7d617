import { colour, defineScene, number, type Random } from 'mullion/scene';
import {
  AdditiveBlending,
  BoxGeometry,
  BufferAttribute,
  type BufferGeometry,
  Color,
  DataTexture,
  DirectionalLight,
  DoubleSide,
  ExtrudeGeometry,
  FogExp2,
  Group,
  HemisphereLight,
  InstancedMesh,
  LatheGeometry,
  LinearFilter,
  LinearMipmapLinearFilter,
  type Material,
  MathUtils,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  MeshStandardMaterial,
  Path,
  PlaneGeometry,
  PointLight,
  RepeatWrapping,
  RingGeometry,
  Shape,
  SphereGeometry,
  SRGBColorSpace,
  Vector2,
} from 'three';

/**
 * A walk down an endless arcade in a low sun, behind a lamp. Every bay is like the next, so that the camera
 * walks one bay and is back where it was: the walk never ends, and nothing is ever far from the origin.
 */

/** Length of a bay, metres; it is walked in as many seconds. */
const bay = 6;
/** One swing of the sun, seconds. */
const loop = 20 * bay;
/** Bays that stand at a time; haze hides the last. */
const bays = 30;
const arcadeAt = 8.5;
const columnsAt = 4.7;

/** Smooth noise in 0..1 over the unit square; repeats at its edges. */
function latticeNoise({ next }: Random, cells: number): (u: number, v: number) => number {
  const lattice = Float32Array.from({ length: cells * cells }, next);
  const at = (x: number, y: number): number => lattice[(y % cells) * cells + (x % cells)] ?? 0;
  return (u, v) => {
    const [x, y] = [Math.floor(u * cells), Math.floor(v * cells)];
    const across = MathUtils.smoothstep(u * cells - x, 0, 1);
    const low = MathUtils.lerp(at(x, y), at(x + 1, y), across);
    const high = MathUtils.lerp(at(x, y + 1), at(x + 1, y + 1), across);
    return MathUtils.lerp(low, high, MathUtils.smoothstep(v * cells - y, 0, 1));
  };
}

/** Slabs of slightly different grey, `slabs` to a side, with joints between them and a grain. */
function stoneTexture(random: Random, slabs: number): DataTexture {
  const size = 512;
  const octaves = [6, 14, 34, 90, 220].map(cells => latticeNoise(random, cells));
  const tones = Array.from({ length: slabs * slabs }, () => random.between(0.85, 1));
  const pixels = new Uint8Array(size * size * 4).fill(255);
  for (let i = 0; i < size * size; i++) {
    const [u, v] = [(i % size) / size, Math.floor(i / size) / size];
    const [x, y] = [u * slabs, v * slabs];
    const toJoint = Math.min(x % 1, 1 - (x % 1), y % 1, 1 - (y % 1)) / slabs;
    const tone = tones[Math.floor(y) * slabs + Math.floor(x)] ?? 1;
    const grain = octaves.reduce((sum, noise, octave) => sum + noise(u, v) / 2 ** (octave + 1), 0);
    const light = tone * (0.7 + 0.4 * grain) * (slabs > 1 && toJoint < 0.003 ? 0.6 : 1);
    pixels.fill(Math.min(255, 255 * light), i * 4, i * 4 + 3);
  }
  return repeating(new DataTexture(pixels, size, size));
}

function repeating(texture: DataTexture): DataTexture {
  texture.wrapS = RepeatWrapping;
  texture.wrapT = RepeatWrapping;
  texture.colorSpace = SRGBColorSpace;
  texture.generateMipmaps = true;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.magFilter = LinearFilter;
  texture.anisotropy = 8;
  texture.needsUpdate = true;
  return texture;
}

/** One bay of wall with an arch in it, along z; its foot is in the ground, lest the threshold flicker. */
function archGeometry(): BufferGeometry {
  const [half, height, opening, spring] = [bay / 2, 8, 2.1, 4.2];
  const wall = new Shape().moveTo(-half, 0).lineTo(half, 0).lineTo(half, height).lineTo(-half, height);
  const arch = new Path().moveTo(-opening, 0).lineTo(-opening, spring);
  arch.absarc(0, spring, opening, Math.PI, 0, true).lineTo(opening, 0).closePath();
  wall.holes.push(arch);
  const geometry = new ExtrudeGeometry(wall, { depth: 1.1, bevelEnabled: false, curveSegments: 20 });
  return geometry.translate(0, -0.2, -0.55).rotateY(Math.PI / 2);
}

function columnGeometry(): BufferGeometry {
  const radii = [0, 0.62, 0.62, 0.5, 0.42, 0.41, 0.34, 0.36, 0.56, 0.56, 0];
  const heights = [0, 0, 0.3, 0.42, 0.5, 2.2, 4.6, 4.75, 4.95, 5.2, 5.2];
  return new LatheGeometry(
    radii.map((radius, i) => new Vector2(radius, heights[i])),
    24,
  );
}

/** The same on both sides of the walk in every bay, from one behind the camera to the last in the haze. */
function colonnade(geometry: BufferGeometry, material: Material, aside: number, height = 0): InstancedMesh {
  const mesh = new InstancedMesh(geometry, material, bays * 2);
  for (let i = 0; i < bays * 2; i++) {
    const side = i % 2 === 0 ? -aside : aside;
    mesh.setMatrixAt(i, new Matrix4().makeTranslation(side, height, bay * (1.5 - Math.floor(i / 2))));
  }
  mesh.castShadow = true;
  mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}

function ground(material: Material): Mesh {
  const plane = new Mesh(new PlaneGeometry(600, 600).rotateX(-Math.PI / 2), material);
  const uv = plane.geometry.getAttribute('uv');
  for (let i = 0; i < uv.count; i++) uv.setXY(i, uv.getX(i) * (600 / bay), uv.getY(i) * (600 / bay));
  plane.receiveShadow = true;
  return plane;
}

const stone = (map: DataTexture, color: string, roughness: number): MeshStandardMaterial =>
  new MeshStandardMaterial({ map, color, roughness, dithering: true });

function architecture(random: (name: string) => Random): readonly Mesh[] {
  const masonry = stone(stoneTexture(random('masonry'), 6), '#f1dfc8', 0.95);
  masonry.map?.repeat.setScalar(1 / bay);
  const marble = stone(stoneTexture(random('marble'), 1), '#fff4e6', 0.6);
  return [
    colonnade(archGeometry(), masonry, arcadeAt),
    colonnade(new BoxGeometry(1.7, 0.5, bay), marble, arcadeAt, 8.25),
    colonnade(columnGeometry(), marble, columnsAt),
    ground(stone(stoneTexture(random('paving'), 4), '#d8b894', 0.85)),
  ];
}

/** A shape whose colour fades out, by a share for every point. */
function faded(geometry: BufferGeometry, shareAt: (x: number, y: number) => number): BufferGeometry {
  const position = geometry.getAttribute('position');
  const colours = new Float32Array(4 * position.count).fill(1);
  for (let i = 0; i < position.count; i++) colours[4 * i + 3] = shareAt(position.getX(i), position.getY(i));
  return geometry.setAttribute('color', new BufferAttribute(colours, 4));
}

const skyMaterial = (): MeshBasicMaterial =>
  new MeshBasicMaterial({
    vertexColors: true,
    transparent: true,
    depthWrite: false,
    fog: false,
    toneMapped: false,
    dithering: true,
    side: DoubleSide,
  });

/** A small disc in a wide glow; `radius` is 1 where it ends. */
const glowAt = (radius: number): number =>
  Math.min(1, (1 - radius) ** 5 * 0.7 + MathUtils.smoothstep(-radius, -0.1, -0.06));

/** What is so far away that it walks along with the camera: the zenith over the haze, and the sun with its glow. */
function farThings() {
  const zenith = skyMaterial();
  const dome = faded(new SphereGeometry(300, 48, 48), (_, y) => MathUtils.smoothstep(y / 300, 0, 0.5));
  const glow = skyMaterial();
  glow.blending = AdditiveBlending;
  const disc = faded(new RingGeometry(0, 1, 64, 32), (x, y) => glowAt(Math.hypot(x, y)));
  const sun = new Mesh(disc, glow);
  sun.scale.setScalar(130);
  sun.renderOrder = 1;
  const far = new Group();
  far.add(new Mesh(dome, zenith), sun);
  return { far, zenith, glow, sun };
}

/** A ball of light with the same glow as the sun. */
function floatingLamp(halo: Mesh) {
  const ball = new MeshBasicMaterial({ color: '#fff1d6', toneMapped: false });
  const lamp = new Mesh(new SphereGeometry(0.34, 32, 24), ball);
  const lampLight = new PointLight('#ffb765', 0, 24, 1.6);
  halo.scale.setScalar(3);
  halo.renderOrder = 1;
  lamp.add(lampLight, halo);
  return { lamp, lampLight };
}

function sunLight(): DirectionalLight {
  const light = new DirectionalLight('#ffffff', 4);
  light.castShadow = true;
  light.shadow.mapSize.set(2048, 2048);
  light.shadow.normalBias = 0.04;
  light.shadow.radius = 1.5;
  const { camera } = light.shadow;
  camera.left = camera.bottom = -42;
  camera.right = camera.top = 42;
  camera.near = 10;
  camera.far = 190;
  light.target.position.set(0, 0, -32);
  return light;
}

/** Share of the loop that is over, as an angle, `times` as fast. */
const swing = (time: number, times: number): number => 2 * Math.PI * (((time / loop) * times) % 1);

/** To the left ahead, rising and sinking about its `height`. */
function moveSun(
  { sun, light, far }: Pick<World, 'sun' | 'light' | 'far'>,
  time: number,
  height: number,
): void {
  const fromZenith = Math.PI / 2 - height * (1 + 0.25 * Math.cos(swing(time, 1)));
  const round = Math.PI + MathUtils.degToRad(24 - 12 * Math.sin(swing(time, 1)));
  sun.position.setFromSphericalCoords(280, fromZenith, round);
  sun.lookAt(far.position);
  light.position.setFromSphericalCoords(100, fromZenith, round).add(light.target.position);
}

type Paints = { readonly sunColour: string; readonly air: string; readonly zenith: string };

function paint({ light, glow, zenith, fill, background, fog }: World, paints: Paints): void {
  light.color.set(paints.sunColour);
  glow.color.set(paints.sunColour);
  zenith.color.set(paints.zenith);
  fill.color.set(paints.zenith).lerp(light.color, 0.25);
  fill.groundColor.set(paints.air);
  background.set(paints.air);
  fog.color.set(paints.air);
}

type World = ReturnType<typeof farThings> & {
  readonly light: DirectionalLight;
  readonly fill: HemisphereLight;
  readonly fog: FogExp2;
  readonly background: Color;
};

export default defineScene({
  title: 'Colonnade',
  view: 'perspective',
  loop,
  toneMapping: 'aces',
  params: {
    sunHeight: number('Sun height', { default: 17, min: 4, max: 70, step: 1, unit: '°' }),
    sunColour: colour('Sunlight', '#ffc58a'),
    air: colour('Haze', '#e9b48e'),
    zenith: colour('Zenith', '#3f5f93'),
    haze: number('Density of haze', { default: 0.3, min: 0, max: 1 }),
    lamp: number('Lamp', { default: 1, min: 0, max: 3 }),
  },

  setup({ scene, camera, wall, random }) {
    // As wide as an eye takes in, whatever the wall's shape.
    camera.fov = Math.min(50, MathUtils.radToDeg(2 * Math.atan(1.05 / wall.aspect)));
    camera.near = 0.2;
    camera.far = 500;
    camera.updateProjectionMatrix();
    const heavens = farThings();
    const lantern = floatingLamp(new Mesh(heavens.sun.geometry, heavens.glow));
    const light = sunLight();
    const fill = new HemisphereLight('#ffffff', '#ffffff', 0.9);
    const fog = new FogExp2('#000000', 0);
    const background = new Color();
    scene.fog = fog;
    scene.background = background;
    scene.add(...architecture(random), heavens.far, light, light.target, fill, lantern.lamp);
    return { camera, ...heavens, ...lantern, light, fill, fog, background };
  },

  frame(world, { time, params }) {
    const walked = ((time % bay) + bay) % bay;
    const { camera, far, lamp, lampLight } = world;
    camera.position.set(1.1 * Math.sin(swing(time, 3)), 2.3, -walked);
    camera.rotation.set(MathUtils.degToRad(0.17 * camera.fov), -0.1 * Math.sin(swing(time, 2)), 0, 'YXZ');
    far.position.z = -walked;
    lamp.position.x = 2.6 * Math.sin(swing(time, 7));
    lamp.position.y = 2.2 + 0.4 * Math.sin(swing(time, 11));
    lamp.position.z = -walked - 14 - 3 * Math.cos(swing(time, 4));
    lampLight.intensity = 60 * params.lamp;
    moveSun(world, time, MathUtils.degToRad(params.sunHeight));
    paint(world, params);
    world.fog.density = 0.004 + 0.03 * params.haze;
  },
});
