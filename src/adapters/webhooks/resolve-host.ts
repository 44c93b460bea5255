// Finds the addresses of a host, with a DNS resolver of its own for each lookup.

import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { onAbort } from '../../ports/on-abort.js';

/** An address of a host. */
export interface ResolvedAddress {
  readonly address: string;
  /** 4 or 6. */
  readonly family: number;
}

/**
 * Finds every address of a host. Returns an empty list, or rejects, if it has none. After the signal aborts nobody waits
 * for the answer any more.
 */
export type ResolveHost = (
  host: string,
  signal: AbortSignal,
) => Promise<readonly ResolvedAddress[]>;

/** Milliseconds that one family of addresses has after the other was found: some name servers answer only one of the two. */
const otherFamilyMs = 1_000;

/**
 * Creates a resolver that asks name servers itself. `dns.lookup` uses the few threads that all of the process shares: name
 * servers that do not answer would block the lookups of everybody else. Throws a TypeError if a name server is not an
 * address.
 */
export function createDnsResolver(nameServers: readonly string[] | undefined): ResolveHost {
  const createResolver = () => {
    const resolver = new Resolver();
    if (nameServers !== undefined) resolver.setServers(nameServers);
    return resolver;
  };
  // Throws now if a name server is not an address.
  createResolver();
  return async (host, signal) => {
    const known = addressesWithoutDns(host);
    if (known !== null) return known;
    const resolver = createResolver();
    const stopListening = onAbort(signal, () => resolver.cancel());
    try {
      return await resolveBothFamilies(resolver, host);
    } finally {
      stopListening();
      resolver.cancel();
    }
  };
}

/** An address is itself, and `localhost` is this machine (RFC 6761, 6.3), whatever a name server says. */
function addressesWithoutDns(host: string): readonly ResolvedAddress[] | null {
  const literal = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) !== 0) return [{ address: literal, family: isIP(literal) }];
  if (!/^(?:.+\.)?localhost$/i.test(host)) return null;
  return [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
}

async function resolveBothFamilies(
  resolver: Resolver,
  host: string,
): Promise<readonly ResolvedAddress[]> {
  const found: ResolvedAddress[] = [];
  const add = (family: number) => (addresses: readonly string[]) => {
    found.push(...addresses.map((address) => ({ address, family })));
  };
  const families = [resolver.resolve4(host).then(add(4)), resolver.resolve6(host).then(add(6))];
  await Promise.any(families);
  await Promise.race([Promise.allSettled(families), wait(otherFamilyMs)]);
  return found;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
