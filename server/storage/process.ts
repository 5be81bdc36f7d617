import { hasCode } from './atomic-file.ts';

/** True while there is a process of this id on this machine. */
export function hasProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It lives, but belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
}
