// Asks the reviewer directory whether an actor is a reviewer who may do this.

import type { Actor } from '../../domain/shared/actor.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { ReviewerCapability } from '../../ports/reviewer-directory.js';
import type { Dependencies } from '../dependencies.js';

/** Asks the reviewer directory, and does not trust the caller. */
export async function requireReviewerCapability(
  { reviewers }: Pick<Dependencies, 'reviewers'>,
  actor: Actor,
  capability: ReviewerCapability,
): Promise<Result<UserId, RefusalOf<'permission_denied'>>> {
  if (actor.kind !== 'reviewer') return refusePermission();
  const capabilities = await reviewers.capabilitiesOf(actor.userId);
  return /* REV-26 */ capabilities.includes(capability) ? ok(actor.userId) : refusePermission();
}

function refusePermission(): {
  readonly ok: false;
  readonly refusal: RefusalOf<'permission_denied'>;
} {
  return refuse({ code: 'permission_denied', path: ['actor'] });
}
