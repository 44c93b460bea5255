import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The IPv6 range that IANA has allocated for the public Internet. ipaddr.js also calls addresses outside of it
 * unicast, such as `::127.0.0.1`.
 */
const publicIpv6Range = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether the text is an address of the public Internet, written as resolvers write it. False for private, shared
 * (CGNAT), local, multicast and reserved addresses; for IPv6 that contains any IPv4 address (mapped, NAT64, 6to4,
 * Teredo); for an address with a zone; and for all text that is neither four decimal numbers nor plain IPv6, such as
 * `127.1` or `0x7f000001`.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 4) return ipaddr.IPv4.parse(text).range() === 'unicast';
  if (isIP(text) !== 6 || text.includes('%')) return false;
  const address = ipaddr.IPv6.parse(text);
  return address.match(publicIpv6Range) && address.range() === 'unicast';
}

/** Whether the text is an address of this machine, 127.0.0.0/8 or ::1, written as resolvers write it. */
export function isLoopback(text: string): boolean {
  return isIP(text) !== 0 && ipaddr.parse(text).range() === 'loopback';
}
