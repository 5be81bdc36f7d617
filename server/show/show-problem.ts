/**
 * Why a show cannot be run: the message is one sentence for the person who wrote it, and says which file,
 * where in it, what is wrong, and what to do. Reading and building a show MUST throw nothing else.
 */
export class ShowProblem extends Error {
  override readonly name = 'ShowProblem';
}
