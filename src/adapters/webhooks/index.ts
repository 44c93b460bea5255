// `guildhall/webhooks`: a sender that delivers webhooks over HTTPS with node:https.

import { requireFactoryOptions } from '../../ports/factory-options.js';
import type { WebhookSender } from '../../ports/webhook-sender.js';
import { type LoopbackForTests, parseDeliveryUrlOrNull } from './delivery-target.js';
import { sendPinnedRequest } from './pinned-request.js';
import { createDnsResolver, type ResolveHost } from './resolve-host.js';
import { webhookHeaders } from './signature.js';

export type { LoopbackForTests } from './delivery-target.js';
export { isPublicAddress } from './ip-addresses.js';
export type { ResolvedAddress, ResolveHost } from './resolve-host.js';
export { type WebhookHeaders, webhookHeaders } from './signature.js';

/** Options of `httpWebhookSender`. */
export interface WebhookSenderOptions {
  /**
   * Seconds from the call until the outcome: the lookup, the connection, TLS and the status together; default 15, from
   * 0.05 to 60. Standard Webhooks recommends 15 to 30.
   */
  readonly timeout?: number;
  /**
   * The name servers that the default resolver asks, such as `['192.0.2.53', '[2001:db8::53]:5353']`; default those of
   * the system. Throws a TypeError if one is not an address.
   */
  readonly nameServers?: readonly string[];
  /** Called once for each attempt; default a DNS resolver of its own for each attempt, which is cancelled at the timeout. It reads no hosts file. */
  readonly resolve?: ResolveHost;
  /** For tests only: hosts that may resolve to this machine. */
  readonly loopbackForTests?: LoopbackForTests;
}

const factory = {
  call: 'httpWebhookSender',
  names: [
    'timeout',
    'nameServers',
    'resolve',
    'loopbackForTests',
  ] satisfies readonly (keyof WebhookSenderOptions)[],
  example: 'httpWebhookSender({ timeout: 15 })',
};

/**
 * Creates a sender that connects only to public addresses. It resolves a host once, refuses it if any of its
 * addresses is not public, and connects only to the addresses that it checked. Throws a RangeError if the timeout is
 * out of bounds, and a TypeError if there is no such option.
 */
export function httpWebhookSender(options: WebhookSenderOptions = {}): WebhookSender {
  requireFactoryOptions(factory, options);
  const { loopbackForTests, timeout = 15 } = options;
  if (!(timeout >= 0.05 && timeout <= 60)) {
    throw new RangeError(`the timeout is ${timeout}; it must be from 0.05 to 60 seconds`);
  }
  const resolve = options.resolve ?? createDnsResolver(options.nameServers);
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

/** Empty if no address is found before the signal aborts. */
async function resolveAddressesOrNone(
  host: string,
  resolve: ResolveHost,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    const found = await Promise.race([resolve(host, signal), rejectOnAbort(signal)]);
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
