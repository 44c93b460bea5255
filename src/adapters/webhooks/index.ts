// Webhooks by HTTPS, on node:https.

import { lookup } from 'node:dns/promises';
import type { WebhookSender } from '../../ports/webhooks.js';
import { exchange } from './exchange.js';
import { webhookHeaders } from './signature.js';
import { type LoopbackForTests, targetOf } from './target.js';

export { isPublicAddress } from './addresses.js';
export { type WebhookHeaders, webhookHeaders } from './signature.js';
export type { LoopbackForTests } from './target.js';

/** Every address of a host; none, or a rejection, where it has none. */
export type ResolveHost = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** How long a sender waits, and how it finds addresses. */
export interface WebhookSenderOptions {
  /** Seconds from the call until the outcome, whatever happens: 15; 0.05 to 60. Source: Standard Webhooks asks for 15 to 30. */
  readonly timeout?: number;
  /** Called once for each attempt; the system's resolver unless told otherwise. */
  readonly resolve?: ResolveHost;
  /** For tests alone: hosts that may lead to this machine. */
  readonly loopbackForTests?: LoopbackForTests;
}

/**
 * A sender that connects only to public addresses: it looks a host up once, refuses it where any of its addresses is not
 * public, and connects to what it has looked at. Throws an error that says what to give.
 */
export function httpWebhookSender(options: WebhookSenderOptions = {}): WebhookSender {
  const { resolve = systemResolver, loopbackForTests, timeout = 15 } = options;
  if (!(timeout >= 0.05 && timeout <= 60)) {
    throw new RangeError(`the timeout is ${timeout}; it takes seconds from 0.05 to 60`);
  }
  return {
    async send(delivery) {
      const headers = { ...contentHeaders, ...webhookHeaders(delivery) };
      const target = targetOf(delivery.url, loopbackForTests);
      if (target === null) return { kind: 'refused', reason: 'address' };
      const signal = AbortSignal.timeout(Math.ceil(timeout * 1000));
      const addresses = await addressesOf(target.url.hostname, resolve, signal);
      if (addresses.length === 0) {
        return { kind: 'failed', reason: signal.aborted ? 'timeout' : 'dns' };
      }
      if (!addresses.every(target.isAllowed)) return { kind: 'refused', reason: 'address' }; // WEBHOOK-23
      return exchange({ ...target, addresses, headers, body: delivery.body, signal });
    },
  };
}

const contentHeaders = {
  'content-type': 'application/json',
  'user-agent': 'Guildhall-Webhooks',
} as const;

const systemResolver: ResolveHost = (host) => lookup(host, { all: true });

/** None where they cannot be found, or not before the signal. */
async function addressesOf(
  host: string,
  resolve: ResolveHost,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    const found = await Promise.race([resolve(host), abortOf(signal)]);
    return found.map(({ address }) => address);
  } catch {
    return [];
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
