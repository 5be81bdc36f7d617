import { colour, defineScene, number, type Random, type Wall } from 'mullion/scene';
import {
  AdditiveBlending,
  Color,
  DoubleSide,
  Float32BufferAttribute,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
  Vector3,
} from 'three';

/**
 * Comets race along closed curves over the whole wall, up to 5 m/s on one of 2.5 m: a screen that is one frame
 * late shows every head up to 8 cm too far back. A trail is not remembered, it is computed: where the comet was.
 */

/** Seconds after which every comet is where it began. */
const loop = 60;
const flights = 12;
const perFlight = 7;
/** Lengths of ribbon from head to tail. */
const segments = 96;

const vertexShader = /* glsl */ `
uniform float turn;      // share of the loop that is over, 0..1
uniform float tail;      // length of a trail, as a share of the loop
uniform float thickness; // metres from the middle of a ribbon to its edge
uniform vec3 reach;      // metres from the centre to the ends of the flight
attribute vec3 ribbon;   // share of the tail behind the head; side, -1..1; 1 at the tip ahead of the head
attribute vec3 laps;     // whole swings per loop along x, y, z
attribute vec3 phase;
attribute vec3 place;    // in its flight: delay as a share of the loop, angle in the braid, tint
varying vec3 at;
varying float tint;

const float TAU = 6.283185307179586;

void main() {
  float then = turn - place.x - ribbon.x * tail;
  vec3 angle = TAU * (laps * then + phase);
  float twist = TAU * 9.0 * then + place.y;
  vec3 braid = 0.11 * reach.y * vec3(0.0, cos(twist), sin(twist));
  vec4 here = modelViewMatrix * vec4(reach * sin(angle) + braid, 1.0);
  vec3 velocity = reach * laps * cos(angle) + 0.99 * reach.y * vec3(0.0, -sin(twist), cos(twist));
  vec2 ahead = normalize((modelViewMatrix * vec4(velocity, 0.0)).xy + vec2(1e-6, 0.0));
  float slim = 1.0 - 0.75 * ribbon.x;
  here.xy += thickness * (slim * ribbon.y * vec2(-ahead.y, ahead.x) + ribbon.z * ahead);
  at = ribbon;
  tint = place.z;
  gl_Position = projectionMatrix * here;
}`;

const fragmentShader = /* glsl */ `
uniform vec3 warm;
uniform vec3 cool;
varying vec3 at;
varying float tint;

void main() {
  float aside = length(at.yz);
  float edge = 1.0 - smoothstep(0.6, 1.0, aside);
  float core = exp(-90.0 * aside * aside);
  float halo = 0.10 * exp(-7.0 * aside * aside) * edge;
  float trail = 0.25 * (1.0 - at.x) * (1.0 - at.x) + exp(-9.0 * at.x);
  vec3 hue = mix(warm, cool, tint);
  vec3 head = mix(vec3(1.0), hue, 0.15) * pow(1.0 - min(1.0, 9.0 * at.x), 4.0) * (core + 0.2 * exp(-14.0 * aside * aside) * edge);
  gl_FragColor = vec4(hue * (core + halo) * trail + head, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

/** One ribbon from the tip ahead of the head to the end of the tail: pairs of points, left and right. */
function ribbonGeometry(): InstancedBufferGeometry {
  const points: number[] = [0, -1, 1, 0, 1, 1];
  const faces: number[] = [];
  for (let i = 0; i <= segments; i++) {
    // Closer together at the head, where light and curvature are.
    const behind = (i / segments) ** 1.5;
    points.push(behind, -1, 0, behind, 1, 0);
    faces.push(2 * i, 2 * i + 1, 2 * i + 2, 2 * i + 2, 2 * i + 1, 2 * i + 3);
  }
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('ribbon', new Float32BufferAttribute(points, 3));
  geometry.setIndex(faces);
  return geometry;
}

/** Comets of a flight follow one curve, each a little later and at its own place in the braid. */
function addFlights(geometry: InstancedBufferGeometry, { between, below, next }: Random): void {
  const laps: number[] = [];
  const phase: number[] = [];
  const place: number[] = [];
  for (let flight = 0; flight < flights; flight++) {
    const swings = [24 + below(14), 19 + below(18), 5 + below(9)];
    const start = [next(), next(), next()];
    const tint = ((flight * 5) % flights) / (flights - 1);
    for (let comet = 0; comet < perFlight; comet++) {
      laps.push(...swings);
      phase.push(...start);
      place.push(between(0, 0.16) / loop, (comet / perFlight) * 2 * Math.PI, tint);
    }
  }
  geometry.setAttribute('laps', new InstancedBufferAttribute(new Float32Array(laps), 3));
  geometry.setAttribute('phase', new InstancedBufferAttribute(new Float32Array(phase), 3));
  geometry.setAttribute('place', new InstancedBufferAttribute(new Float32Array(place), 3));
}

/** Farthest from the centre, in metres; a little past the wall's edges, so that comets turn out of sight. */
const reachOf = ({ width, height }: Wall): Vector3 => new Vector3(0.58 * width, 0.42 * height, 0.2 * height);

export default defineScene({
  title: 'Comets',
  view: 'perspective',
  loop,
  params: {
    count: number('Comets', { default: 56, min: 1, max: flights * perFlight, step: 1 }),
    tail: number('Tail', { default: 0.8, min: 0.1, max: 2, step: 0.05, unit: 's' }),
    warm: colour('First colour', '#ff7a2f'),
    cool: colour('Second colour', '#2f8cff'),
  },

  setup({ scene, wall, random }) {
    const geometry = ribbonGeometry();
    addFlights(geometry, random('flights'));
    const uniforms = {
      turn: { value: 0 },
      tail: { value: 0 },
      thickness: { value: 0.03 * wall.height },
      reach: { value: reachOf(wall) },
      warm: { value: new Color() },
      cool: { value: new Color() },
    };
    const comets = new Mesh(
      geometry,
      new ShaderMaterial({
        vertexShader,
        fragmentShader,
        uniforms,
        blending: AdditiveBlending,
        depthTest: false,
        depthWrite: false,
        side: DoubleSide,
      }),
    );
    comets.frustumCulled = false;
    scene.add(comets);
    scene.background = new Color('#03040a');
    return { geometry, uniforms };
  },

  frame({ geometry, uniforms }, { time, params }) {
    geometry.instanceCount = Math.round(params.count);
    uniforms.turn.value = time / loop;
    uniforms.tail.value = params.tail / loop;
    uniforms.warm.value.set(params.warm);
    uniforms.cool.value.set(params.cool);
  },
});
