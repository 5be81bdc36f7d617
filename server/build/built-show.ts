import type { Manifest } from '../../core/show/manifest.ts';

/** What a build yields: hashed pages and scene modules that share one three, ready to be served. */
export type BuiltShow = {
  readonly manifest: Manifest;
  /** Folder whose `assets/` is served at `/assets/`, immutable: every name in it holds a hash. */
  readonly folder: string;
  /** Absolute paths of the built HTML pages. */
  readonly pages: Readonly<Record<PageName, string>>;
};

export type PageName = 'dashboard' | 'display' | 'choose' | 'preview';
