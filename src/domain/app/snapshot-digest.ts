import type { Brand } from '../shared/brand.js';

/** The SHA-256 of a snapshot in canonical JSON (RFC 8785): 64 lower-case hex digits. */
export type SnapshotDigest = Brand<string, 'SnapshotDigest'>;

/** Null if the text does not have the format of a digest. */
export function parseSnapshotDigest(text: string): SnapshotDigest | null {
  return /^[0-9a-f]{64}$/.test(text) ? (text as SnapshotDigest) : null;
}
