import type { Manifest } from '../../core/show/manifest.ts';

/** What a build yields: hashed pages and scene modules that share one three, ready to be served. */
export type BuiltShow = {
  readonly manifest: Manifest;
  /** Folder whose `assets/` is served at `/assets/`, immutable: every name in it holds a hash. */
  readonly folder: string;
  /** Absolute paths of the built HTML pages. */
  readonly pages: Readonly<Record<PageName, string>>;
  /** Scenes that could not be built, by id: one sentence each, which names file and fault. */
  readonly leftOut: ReadonlyMap<string, string>;
};

export const pageNames = ['dashboard', 'display', 'choose', 'preview'] as const;
export type PageName = (typeof pageNames)[number];
