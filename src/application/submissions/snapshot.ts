// What is submitted: the draft as it is, under the name of who publishes it, and whether it may be.

import type { App, Snapshot } from '../../domain/app/app.js';
import type { Organization } from '../../domain/organization/organization.js';
import { readiness } from '../../domain/review/readiness.js';
import { type Digest, parseDigest } from '../../domain/review/submission.js';
import { canonicalJson } from '../../domain/shared/canonical-json.js';
import type { Issue } from '../../domain/shared/refusal.js';
import { parseEmail } from '../../domain/user/email.js';
import { canSignIn } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';
import type { Unit } from '../use-case/command.js';

export interface Prepared {
  readonly snapshot: Snapshot;
  readonly digest: Digest;
  readonly issues: readonly Issue[];
}

/** Two waves at most, where the embedding service has not vouched for the contact address. */
export async function prepareSnapshot(
  { context, storage }: Pick<Unit, 'context' | 'storage'>,
  app: App,
  organization: Organization,
  sentBack: Digest | null,
): Promise<Prepared> {
  const snapshot = snapshotOf(app, organization);
  const [digest, isContactVerified] = await Promise.all([
    digestOf(context.digests, snapshot),
    hasVerifiedContact(storage, organization),
  ]);
  const issues = readiness({ app, snapshot, digest, isContactVerified, sentBack });
  return { snapshot, digest, issues };
}

function snapshotOf(app: App, { id, name, profile }: Organization): Snapshot {
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

async function digestOf(
  { sha256 }: Unit['context']['digests'],
  snapshot: Snapshot,
): Promise<Digest> {
  const digest = parseDigest(await sha256(canonicalJson(snapshot)));
  if (digest === null) throw new Error('SHA-256 did not give 64 hex digits');
  return digest;
}

/** Vouched for by the embedding service, or the verified address of a member who can sign in: who else has an account is not told. */
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
