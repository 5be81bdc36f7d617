import type { Entry } from './race.ts';
export const pictured: readonly string[] = [];
export const drawPicture = (_entries: readonly Entry[]): string => '';
