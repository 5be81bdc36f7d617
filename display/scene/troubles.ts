type Trouble = { readonly text: string; isOver: boolean };

/** What is wrong with scenes: the newest sentence of each. One that is over stays until it was told. */
export class Troubles {
  private readonly byScene = new Map<string, Trouble>();

  note(scene: string, text: string): void {
    this.byScene.delete(scene);
    this.byScene.set(scene, { text: text.slice(0, 300), isOver: false });
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

export const sentenceOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);
