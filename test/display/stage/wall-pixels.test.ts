import {
  type Material,
  MeshDepthMaterial,
  MeshStandardMaterial,
  ShaderChunk,
  ShaderLib,
  ShaderMaterial,
  UniformsUtils,
} from 'three';
import { describe, expect, it } from 'vitest';
import { aimWallPixels, patchShaders } from '../../../display/stage/wall-pixels.ts';

patchShaders();

describe('SEAM-1 shaders count pixels from the corner of the wall', () => {
  it('wherever three makes noise of them', () => {
    expect(ShaderChunk.shadowmap_pars_fragment).not.toContain('gl_FragCoord');
    expect(ShaderChunk.dithering_pars_fragment).not.toContain('gl_FragCoord');
    expect(ShaderLib.points.vertexShader).toContain('wallSize.y');
  });

  it('no other shader of three that draws on the canvas looks at them', () => {
    const known = ['common', 'logdepthbuf_fragment'];
    const others = Object.entries(ShaderChunk)
      .filter(([name, source]) => source.includes('gl_FragCoord') && !known.includes(name))
      .filter(([name]) => !/^(vsm|depth)_/.test(name));
    expect(others.map(([name]) => name)).toEqual([]);
  });

  it('and every material sees where the stage aims', () => {
    const built = UniformsUtils.clone(ShaderLib.standard.uniforms);
    const own = new ShaderMaterial();
    const vertexShader = 'void main() { gl_Position = vec4( 1 ); }';
    const parameters = { uniforms: own.uniforms, vertexShader } as Parameters<
      MeshStandardMaterial['onBeforeCompile']
    >[0];
    own.onBeforeCompile(parameters, undefined as never);
    aimWallPixels(640, 20, { width: 1920, height: 540 });
    expect(built.wallOrigin?.value).toEqual({ x: 640, y: 20 });
    expect(own.uniforms.wallOrigin?.value).toEqual({ x: 640, y: 20 });
    expect(own.uniforms.wallSize?.value).toEqual({ x: 1920, y: 540 });
  });

  it('every vertex goes on the grid of the rasteriser, but not those of shadow maps', () => {
    const compiled = (material: Material): string => {
      const shader = { uniforms: {}, vertexShader: 'void main( void ) { gl_Position = vec4( 1 ); }' };
      material.onBeforeCompile(shader as Parameters<Material['onBeforeCompile']>[0], undefined as never);
      return shader.vertexShader;
    };
    expect(compiled(new MeshStandardMaterial())).toMatch(
      /^void wallMain\(\).*void main\(\) \{\s*wallMain\(\);/s,
    );
    expect(compiled(new MeshDepthMaterial())).not.toContain('wallMain');
  });

  it('once: patching again changes nothing', () => {
    const before = ShaderChunk.common;
    patchShaders();
    expect(ShaderChunk.common).toBe(before);
  });
});
