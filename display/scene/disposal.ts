import { Material, type Object3D, RenderTarget, Texture } from 'three';

/** Frees on the GPU whatever hangs in `root`: geometries, materials, their textures, shadow maps. */
export function disposeTree(root: Object3D): void {
  root.traverse(object => {
    for (const part of partsOf(object)) part.dispose();
  });
  root.clear();
}

type Disposable = { dispose(): void };

function partsOf(object: Object3D): Set<Disposable> {
  const parts = new Set<Disposable>();
  for (const value of Object.values(object)) collect(value, parts);
  if (isDisposable(object)) parts.add(object);
  return parts;
}

function collect(value: unknown, parts: Set<Disposable>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, parts);
  else if (value instanceof Material) addMaterial(value, parts);
  else if (isBufferGeometry(value) || value instanceof Texture || value instanceof RenderTarget)
    parts.add(value);
}

function addMaterial(material: Material, parts: Set<Disposable>): void {
  parts.add(material);
  const uniforms =
    'uniforms' in material && isRecord(material.uniforms) ? Object.values(material.uniforms) : [];
  const held = uniforms.map(uniform => (isRecord(uniform) ? uniform.value : null));
  for (const value of [...Object.values(material), ...held].flat())
    if (value instanceof Texture || value instanceof RenderTarget) parts.add(value);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isDisposable = (value: unknown): value is Disposable =>
  isRecord(value) && typeof value.dispose === 'function';

const isBufferGeometry = (value: unknown): value is Disposable =>
  isDisposable(value) && 'isBufferGeometry' in value;
