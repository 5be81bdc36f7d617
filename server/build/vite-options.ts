import type { InlineConfig } from 'vite';

/** What both builds have in common. Nothing is read but what is named: no config file, no environment. */
export const viteOptions = (root: string): InlineConfig => ({
  root,
  base: '/',
  configFile: false,
  envDir: false,
  publicDir: false,
  logLevel: 'silent',
  mode: 'production',
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
