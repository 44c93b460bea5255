// Text of apps, of their review and of their keys that has a rule in the domain, as fields: the rule is the validator.

import { type KeyDigest, parseKeyDigest } from '../../domain/app/api-key.js';
import { parseHttpsAddress } from '../../domain/app/https-address.js';
import { textIssues } from '../../domain/app/issues.js';
import { type PackageName, packageNameFault } from '../../domain/app/package-name.js';
import { type AppVersion, parseAppVersion } from '../../domain/app/version.js';
import { type Digest, parseDigest } from '../../domain/review/submission.js';
import { lengthOf } from '../../domain/shared/text.js';
import { type Field, text } from './fields.js';

/** Which prefixes are reserved is for the embedder to say, and was asked when the name was given. */
export const packageName: Field<PackageName> = text(
  (value) => packageNameFault(value) === null,
  'a package name',
);

export const appVersion: Field<AppVersion> = text(
  (value) => parseAppVersion(value) !== null,
  'a version',
);

export const httpsAddress: Field<string> = text((value) => {
  const address = parseHttpsAddress(value, []);
  return address.ok && address.value === value;
}, 'a public https address');

export const digest: Field<Digest> = text(
  (value) => parseDigest(value) !== null,
  'a SHA-256 digest',
);

export const keyDigest: Field<KeyDigest> = text(
  (value) => parseKeyDigest(value) !== null,
  'a SHA-256 digest',
);

/** What an app says in a manifest, of 1 to `max` characters. */
export function prose(max: number): Field<string> {
  return text(
    (value) => textIssues(value, [], { kind: 'prose', min: 1, max }).length === 0,
    `text of 1 to ${max} characters`,
  );
}

/** Of 1 to `max` characters, whatever they are. */
export function words(max: number): Field<string> {
  return text(
    (value) => value.length > 0 && value.length <= 2 * max && lengthOf(value) <= max,
    `1 to ${max} characters`,
  );
}
