import { Vector3 } from 'three';
import { expect, test } from 'vitest';
import { sceneWall } from '../../../display/scene/wall.ts';
import { wallCamera } from '../../../display/stage/camera.ts';
import { layout } from '../documents.ts';

test.each([-99.9, -1, 0, 1, 99.9])('SCN-9 the flat camera sees what stands at z = %d m', z => {
  const wall = sceneWall(layout);
  const camera = wallCamera('flat', wall);
  camera.updateMatrixWorld();
  const corner = new Vector3(wall.width / 2, wall.height / 2, z).project(camera);
  expect([corner.x, corner.y]).toEqual([expect.closeTo(1), expect.closeTo(1)]);
  expect(Math.abs(corner.z)).toBeLessThan(1);
});
