/** The scene file under probe; put in by `readScene`. */
declare module 'virtual:scene' {
  const scene: Readonly<Record<string, unknown>>;
  export default scene;
}
