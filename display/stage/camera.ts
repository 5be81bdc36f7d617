import { OrthographicCamera, PerspectiveCamera } from 'three';
import type { Wall } from '../scene/define.ts';

export type StageCamera = PerspectiveCamera | OrthographicCamera;

export const cameraDefaults = {
  /** Vertical field of view of the whole wall, degrees. */
  fov: 40,
  near: 0.02,
  far: 200,
  /** How far a flat camera sees before and behind the wall, metres. */
  flatDepth: 100,
} as const;

/** Looks at the whole wall; the stage cuts the slices out of its picture. */
export function wallCamera(view: 'flat' | 'perspective', wall: Wall): StageCamera {
  const { fov, near, far } = cameraDefaults;
  const distance = wall.height / 2 / Math.tan((fov * Math.PI) / 360);
  const camera =
    view === 'flat' ? flatCamera(wall, distance) : new PerspectiveCamera(fov, wall.aspect, near, far);
  camera.position.z = distance;
  return camera;
}

/** Its planes lie around the wall, not around the place where it stands. */
function flatCamera({ width, height }: Wall, distance: number): OrthographicCamera {
  const { flatDepth } = cameraDefaults;
  const [right, top] = [width / 2, height / 2];
  return new OrthographicCamera(-right, right, top, -top, distance - flatDepth, distance + flatDepth);
}
