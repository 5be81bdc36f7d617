import { browserPorts } from './browser-ports.ts';
import { WakeLock } from './wake-lock.ts';

/** What makes a browser window a screen: fullscreen, awake, no cursor. */
export type Kiosk = {
  /** What this browser does not give us, as sentences. */
  readonly lacks: () => readonly string[];
};

export function openKiosk(): Kiosk {
  const wake = wakeLock();
  document.addEventListener('visibilitychange', () => void wake?.hold());
  document.addEventListener('click', () => toggleFullscreen(true));
  document.addEventListener('keydown', event => {
    if (isPlain(event) && event.key.toLowerCase() === 'f')
      toggleFullscreen(document.fullscreenElement === null);
  });
  void wake?.hold();
  return { lacks: () => [...contextLacks(), ...wakeLacks(wake)] };
}

/** Null where the browser has none, as on plain http. */
const wakeLock = (): WakeLock | null =>
  'wakeLock' in navigator
    ? new WakeLock({
        request: () => navigator.wakeLock.request('screen'),
        isVisible: () => document.visibilityState === 'visible',
        after: browserPorts.after,
      })
    : null;

/** A key without Ctrl, Alt or Meta: not a shortcut of the browser. */
export const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.altKey && !event.metaKey;

function toggleFullscreen(on: boolean): void {
  const done = on ? document.documentElement.requestFullscreen?.() : document.exitFullscreen?.();
  // Refused where the browser forbids it: the window stays as it is.
  done?.catch(() => {});
}

function contextLacks(): readonly string[] {
  if (!isSecureContext)
    return [
      'plain http: no wake lock, so the screen may sleep; timer in steps of 0.1 ms. TLS or a kiosk helps.',
    ];
  return crossOriginIsolated ? [] : ['not cross-origin isolated: timer in steps of 0.1 ms'];
}

const wakeLacks = (wake: WakeLock | null): readonly string[] =>
  wake?.isHeld || !isSecureContext ? [] : ['no wake lock: the screen may sleep'];
