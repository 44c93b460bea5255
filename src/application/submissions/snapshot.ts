// Builds the snapshot that a submission holds: the draft and its publisher. Checks whether it is ready for review.

import type { App, AppSnapshot } from '../../domain/app/app.js';
import {
  canonicalJson,
  parseSnapshotDigest,
  type SnapshotDigest,
} from '../../domain/app/snapshot-digest.js';
import type { Organization } from '../../domain/organization/organization.js';
import { readinessIssues } from '../../domain/review/submission-readiness.js';
import type { Issue } from '../../domain/shared/refusal.js';
import type { CommandContext } from '../use-case/command.js';
import { hasVerifiedContact } from './contact-verification.js';

export interface CandidateSnapshot {
  readonly snapshot: AppSnapshot;
  readonly digest: SnapshotDigest;
  readonly issues: readonly Issue[];
}

/** Reads nothing if the embedding service has verified the contact address; otherwise at most two waves. */
export async function buildCandidateSnapshot(
  { deps, storage }: Pick<CommandContext, 'deps' | 'storage'>,
  app: App,
  organization: Organization,
  changesRequestedDigest: SnapshotDigest | null,
): Promise<CandidateSnapshot> {
  const snapshot = snapshotOf(app, organization);
  const [digest, isContactVerified] = await Promise.all([
    digestSnapshot(deps.digests, snapshot),
    hasVerifiedContact(storage, organization),
  ]);
  const issues = readinessIssues({
    app,
    snapshot,
    digest,
    isContactVerified,
    changesRequestedDigest,
  });
  return { snapshot, digest, issues };
}

function snapshotOf(app: App, { id, name, profile }: Organization): AppSnapshot {
  const { website, logo } = profile;
  return {
    packageName: app.packageName,
    manifest: app.draft.manifest,
    publisher: {
      organizationId: id,
      name,
      ...(website === undefined ? {} : { website }),
      ...(logo === undefined ? {} : { logo }),
    },
  };
}

async function digestSnapshot(
  { sha256 }: CommandContext['deps']['digests'],
  snapshot: AppSnapshot,
): Promise<SnapshotDigest> {
  const digest = parseSnapshotDigest(await sha256(canonicalJson(snapshot)));
  if (digest === null)
    throw new Error('the configured SHA-256 must return 64 lower-case hex digits');
  return digest;
}
