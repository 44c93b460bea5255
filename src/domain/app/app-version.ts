// Versions of apps by the rules of Semantic Versioning 2.0.0: how they are parsed and compared.

import type { Brand } from '../shared/brand.js';

/** A version by the rules of Semantic Versioning 2.0.0, at most 64 characters. */
export type AppVersion = Brand<string, 'AppVersion'>;

export const maxVersionLength = 64;

const numericIdentifierSource = /* APP-64 */ '(?:0|[1-9][0-9]*)';
const prereleaseIdentifierSource = `(?:${numericIdentifierSource}|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)`;
const buildIdentifierSource = '[0-9a-zA-Z-]+';
const versionPattern = new RegExp(
  `^${numericIdentifierSource}\\.${numericIdentifierSource}\\.${numericIdentifierSource}(?:-${prereleaseIdentifierSource}(?:\\.${prereleaseIdentifierSource})*)?(?:\\+${buildIdentifierSource}(?:\\.${buildIdentifierSource})*)?$`,
);

/** Null if the text is not a version. It does not trim the text, and does not accept a `v` before the numbers. */
export function parseAppVersion(text: string): AppVersion | null {
  return text.length <= maxVersionLength && versionPattern.test(text) ? (text as AppVersion) : null;
}

/**
 * Compares by the precedence of SemVer 2.0.0, 11: below zero if `a` is lower, zero if they are equal. Build metadata
 * does not count. Numbers of any length are compared exactly.
 */
export function compareVersions(a: AppVersion, b: AppVersion): number {
  const [one, other] = [precedenceOf(a), precedenceOf(b)];
  return (
    compareIdentifiers(one.numbers, other.numbers) ||
    /* APP-65 */ comparePrereleasePresence(one.prerelease, other.prerelease) ||
    compareIdentifiers(one.prerelease, other.prerelease)
  );
}

interface VersionPrecedence {
  readonly numbers: readonly string[];
  /** Empty if the version is not a prerelease. */
  readonly prerelease: readonly string[];
}

function precedenceOf(version: AppVersion): VersionPrecedence {
  const [counted = ''] = version.split('+');
  const dash = counted.indexOf('-');
  if (dash < 0) return { numbers: counted.split('.'), prerelease: [] };
  return {
    numbers: counted.slice(0, dash).split('.'),
    prerelease: counted.slice(dash + 1).split('.'),
  };
}

/** A release is higher than its prereleases. */
function comparePrereleasePresence(a: readonly string[], b: readonly string[]): number {
  return Number(a.length === 0) - Number(b.length === 0);
}

/** The first difference decides. Without one, the shorter list is lower. */
function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareIdentifier(one, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers are lower than words. Words are compared in ASCII order. */
function compareIdentifier(a: string, b: string): number {
  const [isNumber, otherIsNumber] = [isNumeric(a), isNumeric(b)];
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  // Without leading zeros, the longer number is the greater one.
  if (isNumber && a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isNumeric(identifier: string): boolean {
  return /^[0-9]+$/.test(identifier);
}
