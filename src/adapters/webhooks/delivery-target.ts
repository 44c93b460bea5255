// Checks where a webhook may be delivered: only to public hosts over https.

import { parseUrl } from '../../domain/shared/web-address.js';
import { parseWebhookUrl } from '../../domain/webhook/webhook-url.js';
import { isLoopback, isPublicAddress } from './ip-addresses.js';

/** For tests only. In production, a user could send requests to services on this machine (SSRF). */
export interface LoopbackForTests {
  /** The hosts that may resolve to this machine (127.0.0.0/8, ::1), on any port. No other host may. */
  readonly hosts: readonly string[];
  /** Whether these hosts may be reached over `http:`, without TLS. */
  readonly plainHttp: boolean;
  /** Certificates to trust at these hosts instead of the well-known ones, in PEM. */
  readonly ca?: string;
}

export interface DeliveryTarget {
  readonly url: URL;
  readonly ca: string | undefined;
  /** Whether the sender may connect to this address of the host. */
  readonly isAddressAllowed: (address: string) => boolean;
}

/** Null if no webhook may be delivered to this URL. The caller must also ask `isAddressAllowed` about each resolved address. */
export function parseDeliveryUrlOrNull(
  text: string,
  loopbackForTests: LoopbackForTests | undefined,
): DeliveryTarget | null {
  const url = parseUrl(text);
  if (url !== null && loopbackForTests?.hosts.includes(url.hostname) === true) {
    return isAllowedForTests(url, loopbackForTests)
      ? {
          url,
          ca: loopbackForTests.ca,
          isAddressAllowed: (address) => isPublicAddress(address) || isLoopback(address),
        }
      : null;
  }
  const parsed = parseWebhookUrl(text, []);
  return parsed.ok
    ? {
        url: new URL(parsed.value),
        ca: undefined,
        isAddressAllowed: /* WEBHOOK-23 */ isPublicAddress,
      }
    : null;
}

function isAllowedForTests(
  { protocol, username, password }: URL,
  { plainHttp }: LoopbackForTests,
): boolean {
  const isSchemeAllowed = protocol === 'https:' || (plainHttp && protocol === 'http:');
  return isSchemeAllowed && username === '' && password === '';
}
