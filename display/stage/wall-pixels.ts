import { Material, MeshDepthMaterial, MeshDistanceMaterial, ShaderChunk, ShaderLib } from 'three';
import type { PixelSize } from '../../core/wall/slice.ts';

/**
 * Makes every shader draw on the wall instead of on a canvas, so that a tile equals its part of the undivided picture.
 *
 * Noise made from `gl_FragCoord` (shadow filtering, dithering) and the size of points are counted on the wall.
 * Vertices are put on the rasteriser's own subpixel grid: a viewport shifted by whole pixels then shifts them exactly;
 * else the last bit of the shift's sum would now and then put a vertex on the next grid point.
 *
 * For a scene's own ShaderMaterial, after `#include <common>`:
 *   `wallFragCoord`  vec2, this fragment's pixel on the whole wall (fragment shaders only)
 *   `wallSize`       vec2, the whole wall in pixels; a point of `d` metres is `d * projectionMatrix[1][1] * wallSize.y
 *                    * 0.5 / gl_Position.w` pixels large
 * A RawShaderMaterial declares `uniform vec2 wallOrigin, wallSize;` itself. A material with an `onBeforeCompile` of its
 * own keeps the noise, but not the grid.
 */
type Pixels = { x: number; y: number };

/** Plain objects: three hands them to every clone of its uniforms by reference, so setting them here is enough. */
const origin: Pixels = { x: 0, y: 0 };
const size: Pixels = { x: 1, y: 1 };
const grid: Pixels = { x: 1, y: 1 };

/** Says which part of the wall is drawn next: canvas pixel (0, 0) lies at `x`, `y` of a wall of `full` pixels. */
export function aimWallPixels(x: number, y: number, full: PixelSize): void {
  origin.x = x;
  origin.y = y;
  size.x = full.width;
  size.y = full.height;
}

/** Says how large the viewport is, and on how many positions per pixel the rasteriser puts vertices. */
export function setVertexGrid(viewport: PixelSize, perPixel: number): void {
  grid.x = (viewport.width / 2) * perPixel;
  grid.y = (viewport.height / 2) * perPixel;
}

const declarations = `
uniform vec2 wallOrigin;
uniform vec2 wallSize;
#define wallFragCoord ( gl_FragCoord.xy + wallOrigin )
`;

const gridMain = `
uniform vec2 wallGrid;
void main() {
  wallMain();
  if ( all( lessThan( abs( gl_Position.xy ), vec2( 8.0 * gl_Position.w ) ) ) )
    gl_Position.xy = floor( gl_Position.xy / gl_Position.w * wallGrid + 0.5 ) / wallGrid * gl_Position.w;
}
`;

/** The vertex shader with its results put on the grid. */
const onGrid = (source: string): string =>
  `${source.replace(/\bvoid\s+main\s*\(\s*(void)?\s*\)/, 'void wallMain()')}${gridMain}`;

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
  Material.prototype.onBeforeCompile = function (this: Material, shader): void {
    bind(shader.uniforms);
    // Shadow maps are not on the wall.
    if (!(this instanceof MeshDepthMaterial || this instanceof MeshDistanceMaterial))
      shader.vertexShader = onGrid(shader.vertexShader);
  };
}

function bind(uniforms: Record<string, { value: unknown }>): void {
  uniforms.wallOrigin = { value: origin };
  uniforms.wallSize = { value: size };
  uniforms.wallGrid = { value: grid };
}
