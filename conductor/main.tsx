import { render } from 'preact';
import { failure } from '../core/wire/failure.ts';
import { App } from './app.tsx';
import { Connection } from './connection.ts';
import { type Dashboard, DashboardContext, defaultChoices } from './dashboard.ts';
import { findToken, keepToken, randomId, wantedWall } from './identity.ts';
import { browserPorts } from './link.ts';
import { createStore } from './store.ts';
import { firstWall } from './wall-list.ts';

const store = createStore(browserPorts.now());
const ports = { ...browserPorts, date: Date.now, newId: randomId };
const instance = randomId();
let token = findToken();
let connection: Connection | null = null;
const unreachable = failure('unavailable', 'The conductor cannot be reached; nothing was sent.');

function connect(wall: string): void {
  connection?.close();
  connection = new Connection(store, ports, { wall, instance, token: () => token });
  connection.start();
}

async function findWall(): Promise<string> {
  const missed = (): void => {
    store.lostAt.value ??= ports.now();
    store.localNow.value = ports.now();
  };
  return wantedWall() ?? (await firstWall(ports, missed));
}

const wall = findWall();
const dashboard: Dashboard = {
  store,
  send: command => connection?.send(command) ?? Promise.resolve({ kind: 'refused', error: unreachable }),
  showNow: () => connection?.showNow() ?? null,
  after: ports.after,
  choices: defaultChoices(),
  present: given => {
    token = given;
    keepToken(given);
    void wall.then(connect);
  },
};

const page = document.getElementById('dashboard');
if (page)
  render(
    <DashboardContext.Provider value={dashboard}>
      <App />
    </DashboardContext.Provider>,
    page,
  );

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') connection?.wake();
});
void wall.then(connect);
