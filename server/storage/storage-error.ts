/** The data folder cannot be used. The message is one sentence for the user: which file, what is wrong, what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

/** A failed file operation as a clause such as "no space left on device (ENOSPC)". */
export function causeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const system = /^([A-Z][A-Z0-9]+): ([^,]+)/.exec(message);
  return system ? `${system[2]} (${system[1]})` : message;
}
