import type fc from 'fast-check';
import { parseSnapshotDigest, type SnapshotDigest } from '../../domain/app/snapshot-digest.js';
import { hexTexts } from './ids.js';
import { parsedOrThrow } from './parsed-or-throw.js';

/** Texts in the form of a snapshot digest; they are the digest of no snapshot. */
export function digests(): fc.Arbitrary<SnapshotDigest> {
  return hexTexts(64).map((text) => parsedOrThrow(text, parseSnapshotDigest(text)));
}
