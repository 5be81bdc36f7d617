import { PCFShadowMap, PerspectiveCamera, type Scene, type ToneMapping, WebGLRenderer } from 'three';
import type { PixelSize } from '../../core/wall/slice.ts';
import type { StageCamera } from './camera.ts';
import { Compositor } from './compositor.ts';
import { shaderProblem } from './shader-problem.ts';
import type { View } from './view.ts';
import { aimWallPixels, patchShaders, setVertexGrid } from './wall-pixels.ts';

/** A posed scene, ready to be drawn. */
export type StageLayer = {
  readonly scene: Scene;
  readonly camera: StageCamera;
  readonly toneMapping: ToneMapping;
};

/** What the canvas is to show; nulls are black. */
export type StagePicture = {
  readonly current: StageLayer | null;
  readonly previous: StageLayer | null;
  /** Share of `current` over `previous`, 0..1. */
  readonly mix: number;
  /** 0 is the full picture, 1 is black. */
  readonly black: number;
};

/** A layer that could not be drawn, and why. */
export type StageFault = { readonly layer: StageLayer; readonly problem: unknown };

/**
 * Draws the world's slices on one canvas.
 *
 * Every slice is drawn by the camera of the whole wall with a shifted viewport, so that a vertex goes through the same
 * arithmetic on every tile. Where the whole is larger than the largest viewport, the camera's view offset is used.
 */
export class Stage {
  readonly renderer: WebGLRenderer;
  private readonly compositor: Compositor;
  private readonly largest: PixelSize;
  /** Positions per pixel, along one axis, on which this GPU puts vertices. */
  private readonly subpixels: number;
  private views: readonly View[] = [];
  private fault: StageFault | null = null;
  private shaderProblem: string | null = null;

  /** Throws where the browser has no WebGL 2. */
  constructor(canvas: HTMLCanvasElement, options: { readonly antialias: boolean }) {
    patchShaders();
    this.renderer = new WebGLRenderer({
      canvas,
      antialias: options.antialias,
      powerPreference: 'high-performance',
    });
    this.renderer.setPixelRatio(1);
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = PCFShadowMap;
    // Shadows do not depend on the slice: they are drawn once per layer.
    this.renderer.shadowMap.autoUpdate = false;
    this.renderer.debug.onShaderError = (gl, program, vertex, fragment) => {
      this.shaderProblem = shaderProblem(gl, program, vertex, fragment);
    };
    this.compositor = new Compositor(this.renderer);
    this.largest = largestViewport(this.renderer);
    const gl = this.renderer.getContext();
    this.subpixels = 2 ** Number(gl.getParameter(gl.SUBPIXEL_BITS));
  }

  /** Sets the canvas' size in device pixels, and what is drawn where on it. */
  arrange(size: PixelSize, views: readonly View[]): void {
    this.views = views;
    this.renderer.setSize(size.width, size.height, false);
    this.compositor.resize(size);
  }

  /** True while the graphics context is lost: then nothing can be drawn. */
  get isLost(): boolean {
    return this.renderer.getContext().isContextLost();
  }

  /** Gives a layer that could not be drawn: the canvas is to be drawn again without it. Throws nothing of a scene's. */
  draw({ current, previous, mix, black }: StagePicture): StageFault | null {
    this.fault = null;
    if (black >= 1 || (!current && !previous)) this.drawBlack();
    else if (current && !previous && black <= 0) this.drawLayer(current);
    else this.drawMix(current, previous, mix, black);
    return this.fault;
  }

  /** Prepares shaders without drawing; resolves when the layer can be drawn without a pause. */
  async compile(layer: StageLayer): Promise<void> {
    this.renderer.toneMapping = layer.toneMapping;
    await this.renderer.compileAsync(layer.scene, layer.camera);
  }

  /**
   * Draws a layer once where nobody sees it, so that its buffers and textures are on the GPU.
   * To be called only right before `draw`, which covers it. Gives the layer if it could not be drawn.
   */
  warm(layer: StageLayer): StageFault | null {
    this.fault = null;
    this.render(layer, warming);
    return this.fault;
  }

  close(): void {
    this.compositor.close();
    this.renderer.dispose();
  }

  private drawBlack(): void {
    this.renderer.setScissorTest(true);
    // A scene's background is left behind as the colour that clears.
    this.renderer.setClearColor('black', 1);
    for (const { x, y, slice } of this.views) {
      this.renderer.setScissor(x, y, slice.width, slice.height);
      this.renderer.clear();
    }
  }

  private drawMix(current: StageLayer | null, previous: StageLayer | null, mix: number, black: number): void {
    if (previous && mix < 1) {
      this.drawLayer(previous);
      this.compositor.keep('previous');
    }
    if (current) this.drawLayer(current);
    else this.drawBlack();
    this.compositor.keep('current');
    this.compositor.mix(previous ? mix : 1, black);
  }

  private drawLayer(layer: StageLayer): void {
    this.render(layer, this.views);
  }

  /** A scene's code runs in here too (callbacks of its objects), and its shaders are first tried. */
  private render(layer: StageLayer, views: readonly View[]): void {
    this.shaderProblem = null;
    this.renderer.toneMapping = layer.toneMapping;
    this.renderer.setScissorTest(true);
    this.renderer.shadowMap.needsUpdate = true;
    try {
      for (const view of views) this.drawView(layer, view);
      if (this.shaderProblem !== null) this.fault = { layer, problem: new Error(this.shaderProblem) };
    } catch (problem) {
      this.fault = { layer, problem };
      // It was left in the middle of anything.
      this.renderer.setRenderTarget(null);
      this.renderer.resetState();
    }
  }

  private drawView({ scene, camera }: StageLayer, { x, y, slice }: View): void {
    const { full } = slice;
    this.renderer.setScissor(x, y, slice.width, slice.height);
    aimWallPixels(slice.x - x, slice.y - y, full);
    if (full.width <= this.largest.width && full.height <= this.largest.height) {
      setVertexGrid(full, this.subpixels);
      this.renderer.setViewport(x - slice.x, y - slice.y, full.width, full.height);
      this.renderer.render(scene, camera);
      return;
    }
    setVertexGrid(slice, this.subpixels);
    this.renderer.setViewport(x, y, slice.width, slice.height);
    const aspect = camera instanceof PerspectiveCamera ? camera.aspect : 1;
    const top = full.height - slice.y - slice.height;
    camera.setViewOffset(full.width, full.height, slice.x, top, slice.width, slice.height);
    this.renderer.render(scene, camera);
    if (camera instanceof PerspectiveCamera) camera.aspect = aspect;
    camera.clearViewOffset();
  }
}

/** One pixel in a corner, with the whole wall in it. */
const warming: readonly View[] = [
  { x: 0, y: 0, slice: { x: 0, y: 0, width: 1, height: 1, full: { width: 1, height: 1 } } },
];

function largestViewport(renderer: WebGLRenderer): PixelSize {
  const gl = renderer.getContext();
  const dims: unknown = gl.getParameter(gl.MAX_VIEWPORT_DIMS);
  if (!(dims instanceof Int32Array)) return { width: 4096, height: 4096 };
  return { width: dims[0] ?? 4096, height: dims[1] ?? 4096 };
}
