// Versions of apps, for people: Semantic Versioning 2.0.0.

import type { Brand } from '../shared/brand.js';

/** A version by the rules of Semantic Versioning 2.0.0, at most 64 characters. */
export type AppVersion = Brand<string, 'AppVersion'>;

export const maxVersionLength = 64;

const number = /* APP-64 */ '(?:0|[1-9][0-9]*)';
const prerelease = `(?:${number}|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)`;
const build = '[0-9a-zA-Z-]+';
const form = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-${prerelease}(?:\\.${prerelease})*)?(?:\\+${build}(?:\\.${build})*)?$`,
);

/** Null where the text is no version. Nothing is trimmed, and no `v` stands before the numbers. */
export function parseAppVersion(text: string): AppVersion | null {
  return text.length <= maxVersionLength && form.test(text) ? (text as AppVersion) : null;
}

/**
 * The precedence of SemVer 2.0.0, 11: below zero where `a` comes first, zero where neither does. Build metadata
 * does not count; numbers of any length do, to the last digit.
 */
export function compareVersions(a: AppVersion, b: AppVersion): number {
  const [one, other] = [precedenceOf(a), precedenceOf(b)];
  return (
    compareIdentifiers(one.numbers, other.numbers) ||
    /* APP-65 */ comparePresence(one.prerelease, other.prerelease) ||
    compareIdentifiers(one.prerelease, other.prerelease)
  );
}

interface Precedence {
  readonly numbers: readonly string[];
  /** Empty where it is a release. */
  readonly prerelease: readonly string[];
}

function precedenceOf(version: AppVersion): Precedence {
  const [counted = ''] = version.split('+');
  const dash = counted.indexOf('-');
  if (dash < 0) return { numbers: counted.split('.'), prerelease: [] };
  return {
    numbers: counted.slice(0, dash).split('.'),
    prerelease: counted.slice(dash + 1).split('.'),
  };
}

/** A release comes after its prereleases. */
function comparePresence(a: readonly string[], b: readonly string[]): number {
  return Number(a.length === 0) - Number(b.length === 0);
}

/** The first difference decides; without one, the shorter list comes first. */
function compareIdentifiers(a: readonly string[], b: readonly string[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareIdentifier(one, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers come before words; words are compared in ASCII order. */
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
