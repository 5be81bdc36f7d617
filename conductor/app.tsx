import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDashboard, useLive } from './dashboard.ts';
import { Help } from './help.tsx';
import { listenToKeys } from './keyboard.ts';
import { BlackoutPanel } from './panels/blackout/panel.tsx';
import { CuesPanel } from './panels/cues/panel.tsx';
import { DisplaysPanel } from './panels/displays/panel.tsx';
import { Header } from './panels/header/panel.tsx';
import { LogPanel } from './panels/log/panel.tsx';
import { OutagePanel } from './panels/outage/panel.tsx';
import { ParamsPanel } from './panels/params/panel.tsx';
import { ScenesPanel } from './panels/scenes/panel.tsx';
import { ScreenPanel } from './panels/screen/panel.tsx';
import { TransportPanel } from './panels/transport/panel.tsx';
import { WallPanel } from './panels/wall/panel.tsx';
import { shortcutActions } from './shortcut-actions.ts';
import { isLive } from './store.ts';

export function App() {
  const helping = useSignal(false);
  const openHelp = (): void => {
    helping.value = true;
  };
  useShortcuts(openHelp);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the wall
      </a>
      <Header openHelp={openHelp} />
      <OutagePanel />
      <main id="main" tabIndex={-1} class={useLive() ? '' : 'stale'}>
        <div class="area-wall">
          <WallPanel />
          <ScreenPanel />
        </div>
        <div class="area-run">
          <CuesPanel />
          <BlackoutPanel />
          <TransportPanel />
        </div>
        <div class="area-look">
          <ScenesPanel />
          <ParamsPanel />
        </div>
        <div class="area-watch">
          <DisplaysPanel />
          <LogPanel />
        </div>
      </main>
      {helping.value && (
        <Help
          close={() => {
            helping.value = false;
          }}
        />
      )}
    </>
  );
}

function useShortcuts(openHelp: () => void): void {
  const dashboard = useDashboard();
  useEffect(
    () => listenToKeys(shortcutActions(dashboard, openHelp), () => isLive(dashboard.store)),
    [dashboard],
  );
}
