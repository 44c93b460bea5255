// Text fields of apps, submissions and API keys. The validator of each is its rule in the domain.

import { type ApiKeyDigest, parseApiKeyDigest } from '../../../domain/app/api-key.js';
import { type AppVersion, parseAppVersion } from '../../../domain/app/app-version.js';
import { parseHttpsAddress } from '../../../domain/app/https-address.js';
import { type PackageName, packageNameFault } from '../../../domain/app/package-name.js';
import { parseSnapshotDigest, type SnapshotDigest } from '../../../domain/app/snapshot-digest.js';
import { characterCount } from '../../../domain/shared/text.js';
import { textIssues } from '../../../domain/shared/text-issues.js';
import { type Field, text } from './field.js';

/** The rule of the domain without the reserved prefixes. They depend on the embedder; the command has checked them. */
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

export const digest: Field<SnapshotDigest> = text(
  (value) => parseSnapshotDigest(value) !== null,
  'a SHA-256 digest',
);

export const keyDigest: Field<ApiKeyDigest> = text(
  (value) => parseApiKeyDigest(value) !== null,
  'a SHA-256 digest',
);

/** Prose in a manifest, of 1 to `max` characters. */
export function proseText(max: number): Field<string> {
  return text(
    (value) => textIssues(value, [], { kind: 'prose', min: 1, max }).length === 0,
    `text of 1 to ${max} characters`,
  );
}

/** Any text of 1 to `max` characters. A character has at most two code units, so the length rules out long text at once. */
export function boundedText(max: number): Field<string> {
  return text(
    (value) => value.length > 0 && value.length <= 2 * max && characterCount(value) <= max,
    `1 to ${max} characters`,
  );
}
