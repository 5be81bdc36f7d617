import { colour, defineScene, number, type Random, type Wall } from 'mullion/scene';
import {
  AdditiveBlending,
  Color,
  Float32BufferAttribute,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
} from 'three';

/**
 * Tens of thousands of lights adrift in a slow current. Each knows only where it would be in still water;
 * the current is a sum of waves that bend one another, worked out anew for every light in every frame.
 */

/** Seconds after which the water is as it was. */
const loop = 90;
const most = 100_000;

const vertexShader = /* glsl */ `
uniform float turn;     // share of the loop that is over, 0..1
uniform float unit;     // height of the wall, metres; lengths below are shares of it
uniform float aspect;
uniform float size;     // radius of a light in focus
uniform float swirl;    // strength of the current, 1 as a rule
uniform vec3 deep;
uniform vec3 middle;
uniform vec3 crest;
// position: corner of the triangle around the disc, whose radius is 1
attribute vec4 still;   // place in still water, 0..1 each; a number of its own, 0..1
varying vec2 at;
varying vec3 light;

const float TAU = 6.283185307179586;

vec3 current(vec3 p) {
  float t = TAU * turn;
  p += swirl * 0.36 * sin(1.9 * p.yzx + vec3(2.0, 3.0, -2.0) * t + vec3(0.0, 1.3, 4.1));
  p += swirl * 0.21 * sin(3.7 * p.zxy + vec3(-3.0, 4.0, 5.0) * t + vec3(2.2, 0.4, 3.0));
  p += swirl * 0.11 * sin(7.1 * p.yzx + vec3(6.0, -5.0, 7.0) * t + vec3(5.0, 2.9, 0.7));
  p += swirl * 0.05 * sin(13.7 * p.zxy + vec3(-8.0, 9.0, -7.0) * t + vec3(1.1, 5.4, 2.3));
  return p;
}

void main() {
  float lane = 1.0 + floor(still.w * 3.0);
  vec3 calm = vec3(fract(still.x + lane * turn), still.yz) - 0.5;
  vec3 place = calm * vec3(aspect + 1.6, 0.03, 1.5) + vec3(0.0, 0.3 * (lane - 2.0), 0.0);
  vec3 moved = current(place);
  vec3 drift = moved - place;

  float blur = abs(moved.z) * 1.6;
  float own = fract(still.w * 91.7);
  float radius = size * (0.6 + 0.7 * own * own + blur * blur);
  vec4 seen = modelViewMatrix * vec4(unit * vec3(moved.xy, 0.6 * moved.z), 1.0);
  seen.xy += unit * radius * position.xy;
  at = position.xy;

  float height = smoothstep(-0.75, 0.75, drift.y + 0.6 * drift.x);
  vec3 hue = height < 0.5 ? mix(deep, middle, 2.0 * height) : mix(middle, crest, 2.0 * height - 1.0);
  float twinkle = 0.75 + 0.25 * sin(TAU * (fract(own * 57.0) + turn * floor(20.0 + 40.0 * own)));
  float inView = smoothstep(0.0, 0.04, 0.5 - abs(calm.x));
  light = hue * twinkle * inView * (0.45 + 3.5 * pow(own, 12.0)) / (1.0 + 3.0 * blur * blur);
  gl_Position = projectionMatrix * seen;
}`;

const fragmentShader = /* glsl */ `
varying vec2 at;
varying vec3 light;

void main() {
  float apart = dot(at, at);
  if (apart > 1.0) discard;
  gl_FragColor = vec4(light * (1.0 - apart) * (1.0 - apart), 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

/** One triangle per light: the smallest one around its disc, a third fewer points than a square takes. */
function lightsGeometry({ next }: Random): InstancedBufferGeometry {
  const reach = Math.sqrt(3);
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute([-reach, -1, 0, reach, -1, 0, 0, 2, 0], 3));
  const still = Float32Array.from({ length: 4 * most }, next);
  geometry.setAttribute('still', new InstancedBufferAttribute(still, 4));
  return geometry;
}

const uniformsFor = ({ height, aspect }: Wall) => ({
  turn: { value: 0 },
  unit: { value: height },
  aspect: { value: aspect },
  size: { value: 0 },
  swirl: { value: 1 },
  deep: { value: new Color() },
  middle: { value: new Color() },
  crest: { value: new Color() },
});

export default defineScene({
  title: 'Plankton',
  view: 'perspective',
  loop,
  params: {
    count: number('Lights', { default: 60_000, min: 1000, max: most, step: 1000 }),
    size: number('Size', { default: 1, min: 0.4, max: 3 }),
    swirl: number('Current', { default: 1, min: 0, max: 1.6 }),
    deep: colour('Deep', '#1437c8'),
    middle: colour('Middle', '#10b7a6'),
    crest: colour('Crest', '#ffb454'),
  },

  setup({ scene, wall, random }) {
    const geometry = lightsGeometry(random('still water'));
    const uniforms = uniformsFor(wall);
    const material = new ShaderMaterial({
      vertexShader,
      fragmentShader,
      uniforms,
      blending: AdditiveBlending,
      depthTest: false,
      depthWrite: false,
    });
    const lights = new Mesh(geometry, material);
    lights.frustumCulled = false;
    scene.add(lights);
    scene.background = new Color('#01030a');
    return { geometry, uniforms };
  },

  frame({ geometry, uniforms }, { time, params }) {
    geometry.instanceCount = Math.round(params.count);
    uniforms.turn.value = (time / loop) % 1;
    uniforms.size.value = 0.0032 * params.size;
    uniforms.swirl.value = params.swirl;
    uniforms.deep.value.set(params.deep);
    uniforms.middle.value.set(params.middle);
    uniforms.crest.value.set(params.crest);
  },
});
