// Whether a reviewer has a conflict of interest: reads their memberships in the organization, and asks the rule.

import {
  conflictOfInterestRefusal,
  type UnderReview,
} from '../../domain/review/conflict-of-interest.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { Dependencies } from '../dependencies.js';

/** One read. Null if the reviewer may see and decide. */
export async function findConflictOfInterest(
  { storage, policy }: Pick<Dependencies, 'storage' | 'policy'>,
  userId: UserId,
  underReview: UnderReview & { readonly organizationId: OrganizationId },
): Promise<RefusalOf<'conflict_of_interest'> | null> {
  const { organizationId } = underReview;
  const memberships = await storage.memberships.listAllByOrganizationsAndUser(
    [organizationId],
    userId,
  );
  return conflictOfInterestRefusal(underReview, { userId, memberships }, policy);
}
