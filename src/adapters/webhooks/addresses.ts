import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** All that IANA has given out of IPv6 for the public Internet. ipaddr.js calls the rest unicast, `::127.0.0.1` among it. */
const givenOut = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether this is an address of the public Internet, written as resolvers write it. False for private, shared (CGNAT),
 * local, multicast and reserved addresses, for IPv6 that wraps IPv4 (mapped, NAT64, 6to4, Teredo), whichever IPv4 that is,
 * for a zone, and for whatever else is not four decimal numbers or plain IPv6: `127.1`, `0x7f000001`.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 4) return ipaddr.IPv4.parse(text).range() === 'unicast';
  if (isIP(text) !== 6 || text.includes('%')) return false;
  const address = ipaddr.IPv6.parse(text);
  return address.match(givenOut) && address.range() === 'unicast';
}

/** Whether this is an address of this machine, 127.0.0.0/8 or ::1, written as resolvers write it. */
export function isLoopback(text: string): boolean {
  return isIP(text) !== 0 && ipaddr.parse(text).range() === 'loopback';
}
