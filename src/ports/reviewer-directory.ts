import type { UserId } from '../domain/shared/ids.js';

/** All capabilities of reviewers. */
export const reviewerCapabilities = ['review', 'enforce'] as const;
/** What a reviewer may do. `review`: claim and decide. `enforce`: warn, suspend, take down, reinstate, revoke, and set tiers. */
export type ReviewerCapability = (typeof reviewerCapabilities)[number];

/** Says who the reviewers of the platform are and what each may do. */
export interface ReviewerDirectory {
  /** Called once for each command or query. Empty for a user who is not a reviewer. Throws if it cannot tell. */
  capabilitiesOf(userId: UserId): Promise<readonly ReviewerCapability[]>;
}
