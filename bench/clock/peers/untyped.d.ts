/** What the bench uses of packages that bring no types. */
declare module '@ircam/sync' {
  export class SyncClient {
    constructor(getTimeSeconds: () => number);
    start(
      send: (pingId: number, clientPingTime: number) => void,
      receive: (
        callback: (pingId: number, clientPing: number, serverPing: number, serverPong: number) => void,
      ) => void,
      report: (report: { readonly status: string }) => void,
    ): void;
    getSyncTime(localSeconds?: number): number;
  }
}

declare module 'timesync' {
  export type TimeSync = {
    offset: number;
    send: (to: string, data: { readonly id: number }, timeout: number) => Promise<void>;
    receive(from: string, reply: { readonly id: number; readonly result: number }): void;
    on(event: 'change', callback: (offset: number) => void): void;
  };
  export function create(options: {
    readonly server: string;
    readonly now: () => number;
    readonly interval?: number;
  }): TimeSync;
}
