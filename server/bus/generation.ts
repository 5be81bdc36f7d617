import { join } from 'node:path';
import { z } from 'zod';
import { readIfThere, replaceFile } from '../storage/atomic-file.ts';
import type { MemoryPorts } from './memory-ports.ts';

const GenerationFile = z.object({ generation: z.number().int().min(0) });

/** How many times this folder has been opened, this time included; durable before it resolves. */
export async function nextGeneration(
  folder: string,
  { disk, warn }: Pick<MemoryPorts, 'disk' | 'warn'>,
): Promise<number> {
  const path = join(folder, 'generation.json');
  const bytes = await readIfThere(path);
  const last = bytes ? parseGeneration(bytes.toString('utf8')) : 0;
  // Harmless: fences need only outgrow those of processes that live, and the lock leaves none.
  if (last === null) warn(`${path} cannot be read; counting begins anew.`);
  const generation = (last ?? 0) + 1;
  await replaceFile(disk, path, JSON.stringify({ generation }));
  return generation;
}

function parseGeneration(text: string): number | null {
  try {
    return GenerationFile.parse(JSON.parse(text)).generation;
  } catch {
    return null;
  }
}
