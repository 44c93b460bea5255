// Package names of apps: their format and the reserved prefixes.

import type { Brand } from '../shared/brand.js';
import type { PackageNameFault, Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';

/** The permanent name of an app: lower case, two or more segments of `[a-z][a-z0-9_]*`, at most 200 characters. */
export type PackageName = Brand<string, 'PackageName'>;

const maxPackageNameLength = 200;
const packageNamePattern = /* APP-1 */ /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;

/** Prefixes of the platform's own apps. */
const platformPrefixes = ['com.guildhall', 'org.guildhall', 'dev.guildhall', 'guildhall', 'system'];
/** The domains of RFC 2606, reversed. Else the first user who copies a tutorial would take its package name for ever. */
const examplePrefixes = ['com.example', 'net.example', 'org.example', 'example'];
/** The special-use names of RFC 6761 and RFC 6762, reversed. They belong to nobody. */
const localPrefixes = ['local', 'localhost', 'invalid', 'test'];

/** Prefixes that no app of an organization may use. An embedder can add more. */
export const reservedPackagePrefixes: readonly string[] = [
  ...platformPrefixes, // APP-3
  ...examplePrefixes,
  ...localPrefixes,
];

/**
 * The domains, reversed, of companies whose name alone makes people trust an app with an account, money or a device. Not a
 * list of all trademarks: the platform can suspend an app. An embedder can add more.
 */
export const vendorPackagePrefixes: readonly string[] = [
  ...['com.google', 'com.android', 'com.youtube', 'com.apple', 'com.microsoft', 'com.amazon'],
  ...['com.facebook', 'com.meta', 'com.instagram', 'com.whatsapp', 'com.samsung', 'com.openai'],
  ...['com.netflix', 'com.spotify', 'com.linkedin', 'com.paypal', 'com.stripe', 'org.mozilla'],
];

/** The domain of the company whose name the package name begins with, such as `google.com`. Null if it is none of them. */
export function vendorDomainOf(name: PackageName, vendors: readonly string[]): string | null {
  const prefix = vendors.find((vendor) => /* APP-96 */ isUnderPrefix(name, [vendor]));
  return prefix === undefined ? null : prefix.split('.').toReversed().join('.');
}

/**
 * Parses a package name. It never changes the text. Refused: `package_name_invalid` with the reason. A name is reserved
 * if it is equal to a prefix in `reserved`, or begins with one and a dot.
 */
export function parsePackageName(
  text: string,
  reserved: readonly string[],
  path: Path,
): Result<PackageName, RefusalOf<'package_name_invalid'>> {
  const reason = packageNameFault(text) ?? (isUnderPrefix(text, reserved) ? 'reserved' : null);
  if (reason !== null) return refuse({ code: 'package_name_invalid', path, reason });
  return ok(text as PackageName);
}

export function packageNameFault(
  text: string,
): Exclude<PackageNameFault, 'reserved' | 'vendor'> | null {
  if (text.length > maxPackageNameLength) return 'too_long'; // APP-2
  return packageNamePattern.test(text) ? null : 'form';
}

function isUnderPrefix(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => /* APP-4 */ name === prefix || name.startsWith(`${prefix}.`));
}

/** For text that our own code makes. Throws if it is not a valid package name. */
export function packageNameOrThrow(text: string): PackageName {
  const reason = packageNameFault(text);
  if (reason !== null) throw new Error(`"${text}" is not a valid package name: ${reason}`);
  return text as PackageName;
}
