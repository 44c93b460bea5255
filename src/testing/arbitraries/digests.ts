import type fc from 'fast-check';
import { type Digest, parseDigest } from '../../domain/review/submission.js';
import { hexText } from './ids.js';
import { parsed } from './parsed.js';

/** Digests as of snapshots, though of none. */
export function digests(): fc.Arbitrary<Digest> {
  return hexText(64).map((text) => parsed(text, parseDigest(text)));
}
