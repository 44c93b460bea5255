import type fc from 'fast-check';
import { parseSnapshotDigest, type SnapshotDigest } from '../../domain/app/snapshot-digest.js';
import { assertParsed } from './assert-parsed.js';
import { hexText } from './ids.js';

/** Texts in the form of a snapshot digest; they are the digest of no snapshot. */
export function digests(): fc.Arbitrary<SnapshotDigest> {
  return hexText(64).map((text) => assertParsed(text, parseSnapshotDigest(text)));
}
