import type { NetworkInterfaceInfo } from 'node:os';

/** Where everything is found under one address of this machine. */
export type UrlSet = {
  readonly dashboard: string;
  /** The page with a list of free screens. */
  readonly choose: string;
  /** By wall id. */
  readonly preview: Readonly<Record<string, string>>;
  /** By wall id, then screen id. */
  readonly screens: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** The machine's own address (or the one that is listened on), and those under which the network sees it. */
export type ReadyUrls = UrlSet & { readonly lan: readonly UrlSet[] };

export type ReadyFacts = {
  readonly port: number;
  /** As given by --host. */
  readonly host: string;
  readonly tls: boolean;
  readonly walls: readonly { readonly id: string; readonly screens: readonly string[] }[];
  /** Null where the role is open. They travel in the fragment, which browsers send to no server. */
  readonly operatorToken: string | null;
  readonly displayToken: string | null;
  /** `os.networkInterfaces()` */
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
};

export function readyUrls(facts: ReadyFacts): ReadyUrls {
  const own = isWildcard(facts.host) ? 'localhost' : facts.host;
  const lan = isWildcard(facts.host) ? lanAddresses(facts) : [];
  return { ...urlSet(facts, own), lan: lan.map(address => urlSet(facts, address)) };
}

export const isWildcard = (host: string): boolean => ['0.0.0.0', '::', '*'].includes(host);

function urlSet(facts: ReadyFacts, host: string): UrlSet {
  const origin = originOf(facts, host);
  const asDisplay = fragment(facts.displayToken);
  return {
    dashboard: `${origin}/${fragment(facts.operatorToken)}`,
    choose: `${origin}/display${asDisplay}`,
    preview: Object.fromEntries(facts.walls.map(({ id }) => [id, `${origin}/preview/${id}${asDisplay}`])),
    screens: Object.fromEntries(
      facts.walls.map(({ id, screens }) => [
        id,
        Object.fromEntries(screens.map(screen => [screen, `${origin}/display/${id}/${screen}${asDisplay}`])),
      ]),
    ),
  };
}

function originOf({ tls, port }: ReadyFacts, host: string): string {
  const isDefault = port === (tls ? 443 : 80);
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}${isDefault ? '' : `:${port}`}`;
}

const fragment = (token: string | null): string =>
  token === null ? '' : `#token=${encodeURIComponent(token)}`;

/** IPv4 addresses that others can reach; real networks before those of containers and tunnels. */
function lanAddresses({ interfaces }: ReadyFacts): readonly string[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos = []]) => infos.map(info => ({ name, ...info })))
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
    )
    .sort((a, b) => rankOf(a.name) - rankOf(b.name))
    .map(({ address }) => address);
}

const rankOf = (name: string): number =>
  /^(docker|br-|veth|virbr|vmnet|tun|tap|utun|wg)/.test(name) ? 1 : 0;
