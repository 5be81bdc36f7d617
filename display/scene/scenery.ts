import type { ShowDocument } from '../../core/show/document.ts';
import type { Manifest } from '../../core/show/manifest.ts';
import { type LayerPicture, type Picture, pictureAt } from '../../core/show/picture.ts';
import type { Replica } from '../../core/show/replica.ts';
import { type ShowMs, sceneSeconds, showMs } from '../../core/time/units.ts';
import { browserPorts } from '../browser-ports.ts';
import { PictureReader } from '../picture-reader.ts';
import type { Stage, StageFault, StageLayer } from '../stage/stage.ts';
import { Cast } from './cast.ts';
import type { Wall } from './define.ts';
import { SceneHost } from './host.ts';

/** Everything that a page draws: from a document and a show time to pixels. */
export class Scenery {
  readonly host: SceneHost;
  private readonly stage: Stage;
  private readonly cast: Cast;
  private readonly reader = new PictureReader();

  constructor(stage: Stage, wall: Wall, manifest: Manifest) {
    this.stage = stage;
    const ports = {
      load: loadModule,
      compile: (layer: StageLayer) => stage.compile(layer),
      after: browserPorts.after,
    };
    this.host = new SceneHost(ports, wall, manifest);
    this.cast = new Cast(this.host);
  }

  /** To be called before `draw` with the replica that it draws from. */
  update(replica: Replica): void {
    this.cast.update(replica);
  }

  /**
   * Draws the document at a show time, or nothing while there is nothing to draw. Gives the layer in front.
   * A layer that cannot be drawn is taken off, and the canvas drawn again without it.
   */
  draw(document: ShowDocument, now: ShowMs): LayerPicture | null {
    const picture = this.reader.read(document, now);
    // As often as there are layers in a picture that may break, and once without them.
    for (let tries = 0; tries < 4; tries++) {
      const chosen = this.cast.choose(document, picture, now);
      if (!chosen.current && picture.black < 1) return null;
      const fault = this.warmUp() ?? this.stage.draw(chosen);
      if (!fault) return this.cast.front ?? picture.current;
      this.host.reject(fault);
    }
    return null;
  }

  private warmUp(): StageFault | null {
    const cold = this.host.takeCold();
    return cold && this.stage.warm(cold);
  }

  /**
   * Draws the document's scene at a scene time, as it will stand when every fade is over. Null while the scene is
   * not ready. Throws when it has failed.
   */
  drawStill(document: ShowDocument, sceneTime: number): Picture | null {
    if (this.host.hasFailed(document.layer))
      throw new Error(this.host.warnings().at(-1) ?? 'the scene has failed');
    const settled = pictureAt(document, showMs(Number.POSITIVE_INFINITY));
    const current = { ...settled.current, time: sceneSeconds(sceneTime) };
    const layer = this.host.pose(current);
    if (!layer) return null;
    const fault = this.stage.draw({ current: layer, previous: null, mix: 1, black: settled.black });
    if (fault) this.host.reject(fault);
    return fault ? null : { ...settled, current };
  }
}

/** The address is known only at run time: the bundler leaves it alone. */
const loadModule = (url: string): Promise<unknown> => import(/* @vite-ignore */ url);
