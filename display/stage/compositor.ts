import {
  FramebufferTexture,
  Mesh,
  NoBlending,
  NoToneMapping,
  OrthographicCamera,
  PlaneGeometry,
  Scene,
  ShaderMaterial,
  type WebGLRenderer,
} from 'three';
import type { PixelSize } from '../../core/wall/slice.ts';

const vertexShader = 'void main() { gl_Position = vec4( position.xy, 0.0, 1.0 ); }';

/** Mixes light, not code values: both pictures are decoded to linear first (IEC 61966-2-1). */
const fragmentShader = `
uniform sampler2D current;
uniform sampler2D previous;
uniform float share;
uniform float light;

vec3 decode( vec3 c ) { return mix( c / 12.92, pow( ( c + 0.055 ) / 1.055, vec3( 2.4 ) ), step( 0.04045, c ) ); }
vec3 encode( vec3 c ) { return mix( c * 12.92, 1.055 * pow( c, vec3( 1.0 / 2.4 ) ) - 0.055, step( 0.0031308, c ) ); }

void main() {
  ivec2 here = ivec2( gl_FragCoord.xy );
  vec4 a = texelFetch( previous, here, 0 );
  vec4 b = texelFetch( current, here, 0 );
  gl_FragColor = vec4( encode( mix( decode( a.rgb ), decode( b.rgb ), share ) * light ), max( a.a, b.a ) );
}`;

/** Crossfade and blackout: what was drawn on the canvas is copied, then both copies are mixed over it. */
export class Compositor {
  private readonly renderer: WebGLRenderer;
  private readonly camera = new OrthographicCamera();
  private readonly scene = new Scene();
  private readonly material = new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms: {
      current: { value: null },
      previous: { value: null },
      share: { value: 1 },
      light: { value: 1 },
    },
    depthTest: false,
    depthWrite: false,
    blending: NoBlending,
  });
  private readonly quad = new Mesh(new PlaneGeometry(2, 2), this.material);
  private copies: { readonly current: FramebufferTexture; readonly previous: FramebufferTexture } | null =
    null;
  private size: PixelSize = { width: 1, height: 1 };

  constructor(renderer: WebGLRenderer) {
    this.renderer = renderer;
    this.quad.frustumCulled = false;
    this.scene.add(this.quad);
  }

  resize(size: PixelSize): void {
    this.size = size;
    this.drop();
  }

  /** Takes what stands on the canvas now. */
  keep(which: 'current' | 'previous'): void {
    const { width, height } = this.size;
    this.copies ??= {
      current: new FramebufferTexture(width, height),
      previous: new FramebufferTexture(width, height),
    };
    this.renderer.copyFramebufferToTexture(this.copies[which]);
  }

  /** Covers the canvas with the mix of what was kept. `share` is that of `current`, `black` darkens both. */
  mix(share: number, black: number): void {
    const { width, height } = this.size;
    const { uniforms } = this.material;
    set(uniforms, 'current', this.copies?.current);
    set(uniforms, 'previous', share < 1 ? this.copies?.previous : this.copies?.current);
    set(uniforms, 'share', share);
    set(uniforms, 'light', 1 - black);
    this.renderer.toneMapping = NoToneMapping;
    this.renderer.setScissorTest(false);
    this.renderer.setViewport(0, 0, width, height);
    this.renderer.render(this.scene, this.camera);
  }

  close(): void {
    this.drop();
    this.material.dispose();
    this.quad.geometry.dispose();
  }

  private drop(): void {
    this.copies?.current.dispose();
    this.copies?.previous.dispose();
    this.copies = null;
  }
}

function set(uniforms: ShaderMaterial['uniforms'], name: string, value: unknown): void {
  const uniform = uniforms[name];
  if (uniform) uniform.value = value;
}
