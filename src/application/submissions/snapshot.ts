// Builds the snapshot that a submission holds: the draft and its publisher. Checks whether it is ready for review.

import type { App, AppSnapshot } from '../../domain/app/app.js';
import { parseSnapshotDigest, type SnapshotDigest } from '../../domain/app/snapshot-digest.js';
import type { Organization } from '../../domain/organization/organization.js';
import { readinessIssues } from '../../domain/review/submission-readiness.js';
import { canonicalJson } from '../../domain/shared/canonical-json.js';
import type { Issue } from '../../domain/shared/refusal.js';
import { parseEmail } from '../../domain/user/email.js';
import { canSignIn } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';
import type { CommandContext } from '../use-case/command.js';

export interface PreparedSnapshot {
  readonly snapshot: AppSnapshot;
  readonly digest: SnapshotDigest;
  readonly issues: readonly Issue[];
}

/** Reads nothing if the embedding service has verified the contact address; otherwise at most two waves. */
export async function prepareSnapshot(
  { deps, storage }: Pick<CommandContext, 'deps' | 'storage'>,
  app: App,
  organization: Organization,
  sentBackDigest: SnapshotDigest | null,
): Promise<PreparedSnapshot> {
  const snapshot = snapshotOf(app, organization);
  const [digest, isContactVerified] = await Promise.all([
    digestSnapshot(deps.digests, snapshot),
    hasVerifiedContact(storage, organization),
  ]);
  const issues = readinessIssues({ app, snapshot, digest, isContactVerified, sentBackDigest });
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

/**
 * True if the embedding service has verified the contact address, or it is the verified address of a member who can sign
 * in. Only members count: the answer must not reveal who else has an account.
 */
async function hasVerifiedContact(
  storage: Storage,
  { id, contactVerifiedAt, profile }: Organization,
): Promise<boolean> {
  if (contactVerifiedAt !== undefined) return true;
  const contact = parseEmail(profile.contactEmail, []);
  const user = contact.ok ? await storage.users.findByEmailKey(contact.value.key) : null;
  if (user === null || /* APP-84 */ !user.value.emailVerified || !canSignIn(user.value))
    return false;
  return /* APP-83 */ (await storage.memberships.findActive(id, user.value.id)) !== null;
}
