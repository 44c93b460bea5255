import type { Brand } from '../shared/brand.js';
import type { PackageNameFault, Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';

/** What an app is called for ever: lower case, two or more segments of `[a-z][a-z0-9_]*`, at most 200 characters. */
export type PackageName = Brand<string, 'PackageName'>;

const maxPackageNameLength = 200;
const form = /* APP-1 */ /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;

/** Names of the platform's own apps: nobody else may look like it. */
const platformPrefixes = ['com.guildhall', 'org.guildhall', 'dev.guildhall', 'guildhall', 'system'];
/** The domains of RFC 2606, reversed: what a tutorial shows would be taken for ever by the first who copies it. */
const examplePrefixes = ['com.example', 'net.example', 'org.example', 'example'];
/** The special-use names of RFC 6761 and RFC 6762, reversed: they belong to nobody. */
const localPrefixes = ['local', 'localhost', 'invalid', 'test'];

/** Prefixes under which no app of an organization is named; the embedder adds its own. */
export const reservedPackagePrefixes: readonly string[] = [
  ...platformPrefixes, // APP-3
  ...examplePrefixes,
  ...localPrefixes,
];

/**
 * A name that somebody asks for is never altered. Refused as `package_name_invalid` with the reason; a name is
 * reserved where it equals a prefix of `reserved`, or begins with one and a dot.
 */
export function parsePackageName(
  text: string,
  reserved: readonly string[],
  path: Path,
): Result<PackageName, RefusalOf<'package_name_invalid'>> {
  const reason = packageNameFault(text) ?? (isUnder(text, reserved) ? 'reserved' : null);
  if (reason !== null) return refuse({ code: 'package_name_invalid', path, reason });
  return ok(text as PackageName);
}

export function packageNameFault(text: string): Exclude<PackageNameFault, 'reserved'> | null {
  if (text.length > maxPackageNameLength) return 'too_long'; // APP-2
  return form.test(text) ? null : 'form';
}

function isUnder(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => /* APP-4 */ name === prefix || name.startsWith(`${prefix}.`));
}

/** For text that the rules themselves have made: throws where it is no package name. */
export function packageNameOf(text: string): PackageName {
  const reason = packageNameFault(text);
  if (reason !== null)
    throw new Error(`"${text}" was made as a package name and is none: ${reason}`);
  return text as PackageName;
}
