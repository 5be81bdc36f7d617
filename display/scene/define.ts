import type { Camera, Scene } from 'three';
import type { Random } from '../../core/random.ts';

export type { Random };

/**
 * The public scene module, `mullion/scene`: what a scene file imports beside three, and nothing else.
 *
 * A scene draws the whole world; the stage cuts each screen's slice. It never sees a clock, `Math.random`,
 * the screen it runs on, or the network, so that every screen draws the same world.
 */
export type NumberParam = {
  readonly kind: 'number';
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit?: string;
};
export type ToggleParam = { readonly kind: 'toggle'; readonly label: string; readonly default: boolean };
export type ColourParam = { readonly kind: 'colour'; readonly label: string; readonly default: string };
export type ChoiceParam<Option extends string = string> = {
  readonly kind: 'choice';
  readonly label: string;
  readonly default: Option;
  readonly options: readonly Option[];
};
export type TextParam = {
  readonly kind: 'text';
  readonly label: string;
  readonly default: string;
  readonly maxLength: number;
};
export type Param = NumberParam | ToggleParam | ColourParam | ChoiceParam | TextParam;
export type Params = Readonly<Record<string, Param>>;

type ValueOf<P extends Param> = P extends NumberParam
  ? number
  : P extends ToggleParam
    ? boolean
    : P extends ChoiceParam<infer Option>
      ? Option
      : string;

/** The values of a scene's parameters at one instant, fades included. */
export type ValuesOf<P extends Params> = { readonly [Name in keyof P]: ValueOf<P[Name]> };

/** A slider. `step` defaults to a hundredth of the range. */
export const number = (
  label: string,
  spec: { default: number; min: number; max: number; step?: number; unit?: string },
): NumberParam => ({ kind: 'number', label, step: (spec.max - spec.min) / 100, ...spec });

export const toggle = (label: string, initial: boolean): ToggleParam => ({
  kind: 'toggle',
  label,
  default: initial,
});

/** A colour, as `#rrggbb`. */
export const colour = (label: string, initial: string): ColourParam => ({
  kind: 'colour',
  label,
  default: initial,
});

export const choice = <const Option extends string>(
  label: string,
  options: readonly Option[],
  initial: NoInfer<Option>,
): ChoiceParam<Option> => ({ kind: 'choice', label, options, default: initial });

export const text = (label: string, initial: string, maxLength = 200): TextParam => ({
  kind: 'text',
  label,
  default: initial,
  maxLength,
});

/** One screen's place on the wall: centre and size in metres, from the wall's centre, y up. */
export type WallScreen = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** The whole wall in metres; the same on every display. */
export type Wall = {
  readonly width: number;
  readonly height: number;
  readonly aspect: number;
  readonly screens: readonly WallScreen[];
};

/** What `setup` gets. Everything hung into `scene` is disposed of by the stage. */
export type SceneContext<P extends Params, C extends Camera = Camera> = {
  readonly scene: Scene;
  /** Looks at the whole wall. Move it as you like; its aspect is the stage's. */
  readonly camera: C;
  readonly wall: Wall;
  /** Parameter values at the time of setup. */
  readonly params: ValuesOf<P>;
  /** Numbers that are the same on every display; one sequence per name. */
  readonly random: (name: string) => Random;
  /** URL of a file in the show's `assets` folder. */
  readonly asset: (path: string) => string;
};

/** What `frame` gets. */
export type Frame<P extends Params> = {
  /** Scene time in seconds: the moment at which this frame will be seen. May jump either way (seek). */
  readonly time: number;
  /** Seconds since the frame drawn before; 0 on the first. Draw from `time`; `delta` is for effects only. */
  readonly delta: number;
  readonly params: ValuesOf<P>;
};

type ViewCamera = {
  /** Orthographic, in metres on the wall, origin in its centre; sees what stands at -100 < z < 100 m. */
  readonly flat: import('three').OrthographicCamera;
  /** Perspective; at first placed on +z so that the plane z = 0 fills the wall, in metres. */
  readonly perspective: import('three').PerspectiveCamera;
};

export type SceneDefinition<P extends Params, V extends keyof ViewCamera, World> = {
  readonly title: string;
  readonly view: V;
  readonly params?: P;
  /** Scene time wraps after so many seconds. */
  readonly loop?: number;
  /** How light becomes colour; default 'none'. */
  readonly toneMapping?: 'none' | 'aces' | 'agx';
  /** Builds the world. Runs once per display, before the scene is shown; may load assets. */
  readonly setup: (context: SceneContext<P, ViewCamera[V]>) => World | Promise<World>;
  /**
   * Poses the world for one frame. MUST depend on its arguments alone: the same time gives the same picture,
   * whatever was drawn before. MUST NOT render.
   */
  readonly frame: (world: World, frame: Frame<P>) => void;
  /** Frees what hangs neither in `scene` nor in materials of it. */
  readonly dispose?: (world: World) => void;
};

/** The default export of a scene file. */
export const defineScene = <
  World,
  const P extends Params = Record<never, never>,
  V extends keyof ViewCamera = 'perspective',
>(
  definition: SceneDefinition<P, V, World>,
): SceneDefinition<P, V, World> => definition;
