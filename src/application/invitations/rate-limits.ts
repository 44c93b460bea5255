// Counts invitations against the rate limits: per address, per address and organization, and per inviter.

import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { dayInSeconds } from '../../domain/shared/time.js';
import { type EmailWithKey, rateLimitEmailKeyOf } from '../../domain/user/email.js';
import type { RateLimit } from '../../ports/rate-limiter.js';
import type { CommandContext } from '../use-case/command.js';

const tenMinutesInSeconds = 600;

interface RateLimitedInvitations {
  readonly organizationId: OrganizationId;
  readonly inviterId: UserId;
  readonly addressees: readonly { readonly email: EmailWithKey; readonly path: Path }[];
}

interface RateLimitCharge {
  readonly limit: RateLimit;
  readonly cost: number;
  readonly path: Path;
}

/** Counts the request against its limits, the narrowest first. What is counted before a later limit refuses stays counted. */
export async function chargeInvitationRateLimits(
  context: CommandContext,
  request: RateLimitedInvitations,
): Promise<Result<null, RefusalOf<'rate_limited'>>> {
  const { deps, now } = context;
  for (const { limit, cost, path } of await rateLimitCharges(context, request)) {
    const retryAfter = await deps.rateLimiter.take(limit, cost, now);
    if (retryAfter !== null) return refuse({ code: 'rate_limited', path, retryAfter });
  }
  return ok(null);
}

async function rateLimitCharges(
  { deps }: CommandContext,
  { organizationId, inviterId, addressees }: RateLimitedInvitations,
): Promise<readonly RateLimitCharge[]> {
  const { digests, policy } = deps;
  const byAddress = await Promise.all(
    addressees.map(async ({ email, path: at }): Promise<readonly RateLimitCharge[]> => {
      // A keyed digest instead of the address: counters outlive accounts, and must not show who was invited.
      const address = await digests.hmac(rateLimitEmailKeyOf(email.key));
      const path = [...at, 'email'];
      return [
        {
          limit: {
            key: `invitations to ${address}`,
            limit: /* INV-43 */ policy.maxInvitationsPerAddressOverall,
            window: tenMinutesInSeconds,
          },
          cost: 1,
          path,
        },
        {
          limit: {
            key: `invitations of ${organizationId} to ${address}`,
            limit: /* INV-42 */ policy.maxInvitationsPerAddress,
            window: dayInSeconds,
          },
          cost: 1,
          path,
        },
      ];
    }),
  );
  const own = {
    limit: {
      key: `invitations by ${inviterId}`,
      limit: policy.maxInvitationsPerInviter,
      window: dayInSeconds,
    },
    cost: addressees.length,
    path: ['actor'],
  };
  return /* INV-41 */ [...byAddress.flat(), own];
}
