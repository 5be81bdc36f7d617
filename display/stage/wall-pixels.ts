import { Material, ShaderChunk, ShaderLib } from 'three';

/**
 * Makes shaders count pixels from the wall's lower left corner instead of the canvas', so that noise made from
 * `gl_FragCoord` (shadow filtering, dithering) and point sizes are the same on a tile as on the undivided picture.
 *
 * For a scene's own ShaderMaterial, after `#include <common>`:
 *   `wallFragCoord`  vec2, this fragment's pixel on the whole wall (fragment shaders only)
 *   `wallSize`       vec2, the whole wall in pixels; a point of `d` metres is `d * projectionMatrix[1][1] * wallSize.y
 *                    * 0.5 / gl_Position.w` pixels large
 * A RawShaderMaterial declares `uniform vec2 wallOrigin, wallSize;` itself.
 */
type Pixels = { x: number; y: number };

/** Plain objects: three hands them to every clone of its uniforms by reference, so setting them here is enough. */
const origin: Pixels = { x: 0, y: 0 };
const size: Pixels = { x: 1, y: 1 };

/** Says which part of the wall is drawn next: canvas pixel (0, 0) lies at `x`, `y` of a wall of `width` x `height`. */
export function aimWallPixels(x: number, y: number, width: number, height: number): void {
  origin.x = x;
  origin.y = y;
  size.x = width;
  size.y = height;
}

const declarations = `
uniform vec2 wallOrigin;
uniform vec2 wallSize;
#define wallFragCoord ( gl_FragCoord.xy + wallOrigin )
`;

const rules: readonly {
  readonly chunk: keyof typeof ShaderChunk;
  readonly from: string;
  readonly to: string;
}[] = [
  {
    chunk: 'shadowmap_pars_fragment',
    from: 'interleavedGradientNoise( gl_FragCoord.xy )',
    to: 'interleavedGradientNoise( wallFragCoord )',
  },
  { chunk: 'dithering_pars_fragment', from: 'rand( gl_FragCoord.xy )', to: 'rand( wallFragCoord )' },
];

function replaced(source: string, from: string, to: string): string {
  if (!source.includes(from))
    throw new Error(`this version of three has no "${from}" in its shaders; seams would show`);
  return source.replaceAll(from, to);
}

let patched = false;

/** Once per page, before any material is compiled. Throws when three's shaders are not those we know. */
export function patchShaders(): void {
  if (patched) return;
  patched = true;
  for (const { chunk, from, to } of rules) ShaderChunk[chunk] = replaced(ShaderChunk[chunk], from, to);
  ShaderChunk.common = declarations + ShaderChunk.common;
  // three sizes points by the canvas' height; on a tile that is not the wall's.
  const points = ShaderLib.points;
  points.vertexShader = replaced(points.vertexShader, '( scale /', '( 0.5 * wallSize.y /');
  for (const shader of Object.values(ShaderLib)) bind(shader.uniforms);
  Material.prototype.onBeforeCompile = parameters => bind(parameters.uniforms);
}

function bind(uniforms: Record<string, { value: unknown }>): void {
  uniforms.wallOrigin = { value: origin };
  uniforms.wallSize = { value: size };
}
