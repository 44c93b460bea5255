// Arbitraries for the profiles of organizations.

import fc from 'fast-check';
import type { Profile } from '../../domain/organization/organization.js';
import { parseWebAddress } from '../../domain/shared/web-address.js';
import { emails } from './emails.js';
import { parsedOrThrow } from './parsed-or-throw.js';
import { proseTexts } from './prose.js';

const webAddressHosts = [
  'www.mentra.glass',
  'bücher.de',
  'xn--bcher-kva.de',
  '例え.jp',
  'a.b.c.org',
];
const webAddressPaths = ['', '/', '/about?x=1#top', '/über/uns', '/%E2%82%AC'];

/** Profiles; every field except the contact address may be absent. */
export function profiles(): fc.Arbitrary<Profile> {
  return fc.record(
    {
      contactEmail: emails().map(({ address }) => address),
      website: webAddresses(),
      description: fc.oneof(fc.constant(''), proseTexts()),
      logo: webAddresses(),
    },
    { noNullPrototype: true, requiredKeys: ['contactEmail'] },
  );
}

/** Web addresses with hosts in several scripts. */
export function webAddresses(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('https', 'http'),
      fc.constantFrom(...webAddressHosts),
      fc.constantFrom(...webAddressPaths),
    )
    .map(([scheme, host, path]) => webAddressOrThrow(`${scheme}://${host}${path}`));
}

function webAddressOrThrow(text: string): string {
  const address = parseWebAddress(text, []);
  return parsedOrThrow(text, address.ok ? address.value : null);
}
