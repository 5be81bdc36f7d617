/** What makes a browser window a screen: fullscreen, awake, no cursor. */
export type Kiosk = {
  /** What this browser does not give us, as sentences. */
  readonly lacks: () => readonly string[];
};

export function openKiosk(): Kiosk {
  let wake: 'held' | 'refused' | 'missing' = 'missing';
  const stayAwake = async (): Promise<void> => {
    if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return;
    wake = await navigator.wakeLock.request('screen').then(
      () => 'held' as const,
      () => 'refused' as const,
    );
  };
  document.addEventListener('visibilitychange', () => void stayAwake());
  document.addEventListener('click', () => toggleFullscreen(true));
  document.addEventListener('keydown', event => {
    if (isPlain(event) && event.key.toLowerCase() === 'f')
      toggleFullscreen(document.fullscreenElement === null);
  });
  void stayAwake();
  return { lacks: () => [...contextLacks(), ...wakeLacks(wake)] };
}

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

const wakeLacks = (wake: 'held' | 'refused' | 'missing'): readonly string[] =>
  wake === 'held' || !isSecureContext ? [] : ['no wake lock: the screen may sleep'];
