import { describe } from 'vitest';
import { appendContract } from './append-contract.ts';
import type { OpenCluster } from './cluster.ts';
import { exchangeContract } from './exchange-contract.ts';
import { followContract } from './follow-contract.ts';
import { leaseContract } from './lease-contract.ts';
import { presenceContract } from './presence-contract.ts';
import { readContract } from './read-contract.ts';
import { signalContract } from './signal-contract.ts';

/** What this driver cannot be asked to do. */
export type ContractLimits = { readonly canLoseLog: boolean };

/** Every MUST and MUST NOT of `server/bus/bus.ts`, for any driver. Each test opens a cluster of its own. */
export function busContract(name: string, open: OpenCluster, limits: ContractLimits): void {
  describe(`bus contract: ${name}`, () => {
    appendContract(open);
    readContract(open);
    followContract(open, limits);
    signalContract(open);
    leaseContract(open);
    presenceContract(open);
    exchangeContract(open);
  });
}
