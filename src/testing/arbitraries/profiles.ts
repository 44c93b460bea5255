import fc from 'fast-check';
import type { Profile } from '../../domain/organization/organization.js';
import { maxProfileDescriptionLength } from '../../domain/organization/organization-profile.js';
import { parseWebAddress } from '../../domain/shared/url.js';
import { assertParsed } from './assert-parsed.js';
import { emails } from './emails.js';
import { texts } from './words.js';

const hosts = ['www.mentra.glass', 'bücher.de', 'xn--bcher-kva.de', '例え.jp', 'a.b.c.org'];
const paths = ['', '/', '/about?x=1#top', '/über/uns', '/%E2%82%AC'];

/** Profiles; every field except the contact address may be absent. */
export function profiles(): fc.Arbitrary<Profile> {
  return fc.record(
    {
      contactEmail: emails().map(({ address }) => address),
      website: webAddresses(),
      description: texts(maxProfileDescriptionLength),
      logo: webAddresses(),
    },
    { noNullPrototype: true, requiredKeys: ['contactEmail'] },
  );
}

/** Web addresses with hosts in several scripts. */
export function webAddresses(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom('https', 'http'), fc.constantFrom(...hosts), fc.constantFrom(...paths))
    .map(([scheme, host, path]) => toWebAddress(`${scheme}://${host}${path}`));
}

function toWebAddress(text: string): string {
  const address = parseWebAddress(text, []);
  return assertParsed(text, address.ok ? address.value : null);
}
