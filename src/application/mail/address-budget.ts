// What may be mailed to an address, whatever mails it: invitations, for the first time or again, and notices.

import type { OrganizationId } from '../../domain/shared/ids.js';
import { dayInSeconds } from '../../domain/shared/time.js';
import { type EmailKey, rateLimitEmailKeyOf } from '../../domain/user/email.js';
import type { RateLimit } from '../../ports/rate-limiter.js';
import type { Dependencies } from '../dependencies.js';

const tenMinutesInSeconds = 600;

/** The two limits of an address. */
export interface AddressBudget {
  /** What one organization may mail to it. */
  readonly ofOrganization: RateLimit;
  /** What all organizations together may mail to it. */
  readonly ofEverybody: RateLimit;
}

/** Names the address by a keyed digest: counters outlive accounts, and must not show who was written to. */
export async function addressBudget(
  { digests, policy }: Pick<Dependencies, 'digests' | 'policy'>,
  organizationId: OrganizationId,
  emailKey: EmailKey,
): Promise<AddressBudget> {
  const address = await digests.hmac(rateLimitEmailKeyOf(emailKey));
  return {
    ofOrganization: {
      key: `mails of ${organizationId} to ${address}`,
      limit: /* INV-42 */ policy.maxInvitationsPerAddress,
      window: dayInSeconds,
    },
    ofEverybody: {
      key: `mails to ${address}`,
      limit: /* INV-43 */ policy.maxInvitationsPerAddressOverall,
      window: tenMinutesInSeconds,
    },
  };
}
