import { afterEach, expect } from 'vitest';
import { takeUnexpected } from './pages.ts';

afterEach(() => {
  expect(takeUnexpected(), 'console errors').toEqual([]);
});
