import fc from 'fast-check';
import { maxDescriptionLength, type Profile } from '../../domain/organization/organization.js';
import { parseWebAddress } from '../../domain/shared/web-address.js';
import { emails } from './emails.js';
import { parsed } from './parsed.js';
import { texts } from './words.js';

const hosts = ['www.mentra.glass', 'bücher.de', 'xn--bcher-kva.de', '例え.jp', 'a.b.c.org'];
const paths = ['', '/', '/about?x=1#top', '/über/uns', '/%E2%82%AC'];

/** Profiles with any of their fields left out but the contact. */
export function profiles(): fc.Arbitrary<Profile> {
  return fc.record(
    {
      contactEmail: emails().map(({ address }) => address),
      website: webAddresses(),
      description: texts(maxDescriptionLength),
      logo: webAddresses(),
    },
    { noNullPrototype: true, requiredKeys: ['contactEmail'] },
  );
}

/** Addresses on the web, of hosts in several scripts. */
export function webAddresses(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom('https', 'http'), fc.constantFrom(...hosts), fc.constantFrom(...paths))
    .map(([scheme, host, path]) => webAddressOf(`${scheme}://${host}${path}`));
}

function webAddressOf(text: string): string {
  const address = parseWebAddress(text, []);
  return parsed(text, address.ok ? address.value : null);
}
