// `guildhall/webhooks`: a sender that delivers webhooks over HTTPS with node:https.

import { lookup } from 'node:dns/promises';
import type { WebhookSender } from '../../ports/webhook-sender.js';
import { type LoopbackForTests, parseDeliveryUrlOrNull } from './delivery-target.js';
import { sendPinnedRequest } from './pinned-request.js';
import { webhookHeaders } from './signature.js';

export type { LoopbackForTests } from './delivery-target.js';
export { isPublicAddress } from './ip-addresses.js';
export { type WebhookHeaders, webhookHeaders } from './signature.js';

/** Finds every address of a host. Returns an empty list, or rejects, if it has none. */
export type ResolveHost = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Options of `httpWebhookSender`. */
export interface WebhookSenderOptions {
  /** Seconds from the call until the outcome; default 15, from 0.05 to 60. Standard Webhooks recommends 15 to 30. */
  readonly timeout?: number;
  /** Called once for each attempt; default the resolver of the system. */
  readonly resolve?: ResolveHost;
  /** For tests only: hosts that may resolve to this machine. */
  readonly loopbackForTests?: LoopbackForTests;
}

/**
 * Creates a sender that connects only to public addresses. It resolves a host once, refuses it if any of its
 * addresses is not public, and connects only to the addresses that it checked. Throws a RangeError if the timeout is
 * out of bounds.
 */
export function httpWebhookSender(options: WebhookSenderOptions = {}): WebhookSender {
  const { resolve = systemResolver, loopbackForTests, timeout = 15 } = options;
  if (!(timeout >= 0.05 && timeout <= 60)) {
    throw new RangeError(`the timeout is ${timeout}; it must be from 0.05 to 60 seconds`);
  }
  return {
    async send(delivery) {
      const headers = { ...contentHeaders, ...webhookHeaders(delivery) };
      const target = parseDeliveryUrlOrNull(delivery.url, loopbackForTests);
      if (target === null) return { kind: 'refused', reason: 'address' };
      const signal = AbortSignal.timeout(Math.ceil(timeout * 1000));
      const addresses = await resolveAddressesOrNone(target.url.hostname, resolve, signal);
      if (addresses.length === 0) {
        return { kind: 'failed', reason: signal.aborted ? 'timeout' : 'dns' };
      }
      if (!addresses.every(target.isAddressAllowed)) return { kind: 'refused', reason: 'address' };
      return sendPinnedRequest({ ...target, addresses, headers, body: delivery.body, signal });
    },
  };
}

const contentHeaders = {
  'content-type': 'application/json',
  'user-agent': 'Guildhall-Webhooks',
} as const;

const systemResolver: ResolveHost = (host) => lookup(host, { all: true });

/** Empty if no address is found before the signal aborts. */
async function resolveAddressesOrNone(
  host: string,
  resolve: ResolveHost,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    const found = await Promise.race([resolve(host), rejectOnAbort(signal)]);
    return found.map(({ address }) => address);
  } catch {
    return [];
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
