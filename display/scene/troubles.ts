type Trouble = { readonly text: string; isOver: boolean };

/** What is wrong with scenes: the newest sentence of each. One that is over stays until it was told. */
export class Troubles {
  private readonly byScene = new Map<string, Trouble>();

  /** `text` goes on after the scene's name. */
  note(scene: string, text: string): void {
    this.byScene.delete(scene);
    this.byScene.set(scene, { text: `scene "${scene}" ${text}`.slice(0, 300), isOver: false });
  }

  /** The scene is sound. */
  clear(scene: string): void {
    this.byScene.delete(scene);
  }

  /** The scene that was in trouble is not wanted any more. */
  end(scene: string): void {
    const trouble = this.byScene.get(scene);
    if (trouble) trouble.isOver = true;
  }

  /** Newest last. */
  sentences(): readonly string[] {
    return [...this.byScene.values()].map(({ text }) => text);
  }

  /** Somebody read the sentences. */
  told(): void {
    for (const [scene, { isOver }] of this.byScene) if (isOver) this.byScene.delete(scene);
  }
}

/** What went wrong, in words. Three's loaders and the browser's elements reject with an event: then the file is named. */
export function sentenceOf(problem: unknown): string {
  if (problem instanceof Error) return problem.message;
  if (!(problem instanceof Event)) return String(problem);
  if ('message' in problem && typeof problem.message === 'string' && problem.message) return problem.message;
  return `${fileOf(problem.target) ?? 'a file'} could not be loaded`;
}

/** The address that an element or a request was loading, within the show's folder where it lies there. */
function fileOf(target: unknown): string | null {
  if (typeof target !== 'object' || target === null) return null;
  const sources: Readonly<{ currentSrc?: unknown; src?: unknown; responseURL?: unknown }> = target;
  const { currentSrc, src, responseURL } = sources;
  const address = [currentSrc, src, responseURL].find(text => typeof text === 'string' && text !== '');
  return typeof address === 'string' ? address.replace(/^(https?:\/\/[^/]+)?\/show\//, 'assets/') : null;
}
