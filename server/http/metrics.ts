import type { FastifyInstance } from 'fastify';
import type { DisplayStatus } from '../../core/wire/display-status.ts';
import type { Hub } from '../hub.ts';

/** One number with its labels. */
type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

type Metric = {
  readonly name: string;
  readonly help: string;
  readonly samples: (hubs: readonly Hub[]) => readonly Sample[];
};

export type MetricsPorts = { readonly hubs: ReadonlyMap<string, Hub>; readonly isLead: () => boolean };

/** `GET /metrics` in the Prometheus text format, version 0.0.4. */
export function serveMetrics(server: FastifyInstance, ports: MetricsPorts): void {
  const metrics = [...wallMetrics, ...displayMetrics, ...nodeMetrics(ports)];
  server.get('/metrics', async (_request, reply) => {
    reply.type('text/plain; version=0.0.4; charset=utf-8');
    return metrics.map(metric => expose(metric, [...ports.hubs.values()])).join('');
  });
}

const wallMetrics: readonly Metric[] = [
  {
    name: 'mullion_wall_revision',
    help: 'Newest revision of the show document.',
    samples: hubs => hubs.map(({ wall }) => ({ labels: { wall: wall.wall }, value: wall.head().rev })),
  },
  {
    name: 'mullion_sessions',
    help: 'Sockets on this node.',
    samples: hubs =>
      hubs.flatMap(hub =>
        (['display', 'operator'] as const).map(role => ({
          labels: { wall: hub.wall.wall, role },
          value: hub.sessions.count(role),
        })),
      ),
  },
];

const displayMetrics: readonly Metric[] = [
  {
    name: 'mullion_display_connected',
    help: 'Displays connected on a screen: 1 is as it should be.',
    samples: hubs => hubs.flatMap(connectedSamples),
  },
  perDisplay('mullion_display_locked', '1 while its clock is locked.', ({ lock }) =>
    Number(lock === 'locked'),
  ),
  perDisplay('mullion_display_clock_bound_ms', 'Half-width of its clock error.', ({ boundMs }) => boundMs),
  perDisplay('mullion_display_round_trip_ms', 'Round trip to its node.', ({ roundTripMs }) => roundTripMs),
  perDisplay('mullion_display_drift_ppm', 'Drift of its clock.', ({ driftPpm }) => driftPpm),
  perDisplay('mullion_display_fps', 'Frames drawn in the last second.', ({ fps }) => fps),
  perDisplay('mullion_display_late_total', 'Commands that came after their time.', ({ late }) => late),
];

const nodeMetrics = ({ isLead }: MetricsPorts): readonly Metric[] => [
  single('mullion_lead', '1 while this node leads.', () => Number(isLead())),
  single(
    'mullion_cpu_seconds_total',
    'Processor time used by this process.',
    () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
  ),
  single('mullion_resident_bytes', 'Memory of this process.', () => process.memoryUsage.rss()),
  single('mullion_uptime_seconds', 'Since this process started.', () => process.uptime()),
];

function single(name: string, help: string, value: () => number): Metric {
  return { name, help, samples: () => [{ labels: {}, value: value() }] };
}

function connectedSamples(hub: Hub): readonly Sample[] {
  const connected = hub.listDisplays().filter(display => display.connected);
  return hub.wall.screens().map(screen => ({
    labels: { wall: hub.wall.wall, screen },
    value: connected.filter(display => display.screen === screen).length,
  }));
}

/** What the display of each screen last said of itself, while it is connected; of two on one screen, the newer. */
function perDisplay(name: string, help: string, value: (status: DisplayStatus) => number | null): Metric {
  const samples = (hub: Hub): readonly Sample[] => {
    const connected = hub.listDisplays().filter(display => display.connected);
    const newest = new Map(connected.toSorted((a, b) => a.since - b.since).map(one => [one.screen, one]));
    return [...newest.values()].flatMap(({ screen, status }) => {
      const number = status && value(status);
      return number === null ? [] : [{ labels: { wall: hub.wall.wall, screen }, value: number }];
    });
  };
  return { name, help, samples: hubs => hubs.flatMap(samples) };
}

function expose({ name, help, samples }: Metric, hubs: readonly Hub[]): string {
  const kind = name.endsWith('_total') ? 'counter' : 'gauge';
  const lines = samples(hubs).map(({ labels, value }) => `${name}${label(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('')}`;
}

function label(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value.replaceAll(/[\\"\n]/g, '_')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
