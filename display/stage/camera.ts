import { OrthographicCamera, PerspectiveCamera } from 'three';
import type { Wall } from '../scene/define.ts';

export type StageCamera = PerspectiveCamera | OrthographicCamera;

export const cameraDefaults = {
  /** Vertical field of view of the whole wall, degrees. */
  fov: 40,
  near: 0.02,
  far: 200,
} as const;

/** Looks at the whole wall; the stage cuts the slices out of its picture. */
export function wallCamera(view: 'flat' | 'perspective', wall: Wall): StageCamera {
  const { fov, near, far } = cameraDefaults;
  const camera =
    view === 'flat'
      ? new OrthographicCamera(-wall.width / 2, wall.width / 2, wall.height / 2, -wall.height / 2, near, far)
      : new PerspectiveCamera(fov, wall.aspect, near, far);
  camera.position.z = wall.height / 2 / Math.tan((fov * Math.PI) / 360);
  return camera;
}
