// The digest of a snapshot, and the canonical JSON from which it is computed.

import type { Brand } from '../shared/brand.js';

/** The SHA-256 of a snapshot in canonical JSON (RFC 8785): 64 lower-case hex digits. */
export type SnapshotDigest = Brand<string, 'SnapshotDigest'>;

export const snapshotDigestPattern: RegExp = /^[0-9a-f]{64}$/;

/** Null if the text does not have the format of a digest. */
export function parseSnapshotDigest(text: string): SnapshotDigest | null {
  return snapshotDigestPattern.test(text) ? (text as SnapshotDigest) : null;
}

/**
 * Writes plain data without cycles as canonical JSON: keys sorted by UTF-16 code unit, no white space. A field that is
 * `undefined` is left out. Numbers and texts are written as `JSON.stringify` does, which is what the RFC requires.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return JSON.stringify(value) ?? 'null';
  }
  const fields = Object.entries(value)
    .filter(/* REV-3 */ ([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1)) // REV-4
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
