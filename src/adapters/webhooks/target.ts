// Where a delivery goes: to public hosts over https, and nowhere else.

import { parseUrl } from '../../domain/shared/url.js';
import { parseWebhookUrl } from '../../domain/webhook/webhook-url.js';
import { isLoopback, isPublicAddress } from './addresses.js';

/**
 * For tests, and for nothing else: whoever may enter a URL with such a host reaches this machine from within.
 */
export interface LoopbackForTests {
  /** The hosts that may lead to this machine (127.0.0.0/8, ::1), at any port; no other host may. */
  readonly hosts: readonly string[];
  /** Whether these hosts may be spoken to without TLS, over `http:`. */
  readonly plainHttp: boolean;
  /** Certificates to trust at these hosts instead of the well-known ones, in PEM. */
  readonly ca?: string;
}

export interface Target {
  readonly url: URL;
  readonly ca: string | undefined;
  /** Whether an address that the host leads to may be connected to. */
  readonly isAllowed: (address: string) => boolean;
}

/** Null where no delivery may go there. */
export function targetOf(text: string, loopback: LoopbackForTests | undefined): Target | null {
  const url = parseUrl(text);
  if (url !== null && loopback?.hosts.includes(url.hostname) === true) {
    return isForTests(url, loopback)
      ? {
          url,
          ca: loopback.ca,
          isAllowed: (address) => isPublicAddress(address) || isLoopback(address),
        }
      : null;
  }
  const parsed = parseWebhookUrl(text, []);
  return parsed.ok
    ? { url: new URL(parsed.value), ca: undefined, isAllowed: isPublicAddress }
    : null;
}

function isForTests(
  { protocol, username, password }: URL,
  { plainHttp }: LoopbackForTests,
): boolean {
  const isSchemeAllowed = protocol === 'https:' || (plainHttp && protocol === 'http:');
  return isSchemeAllowed && username === '' && password === '';
}
