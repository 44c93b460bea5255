// Counts what is mailed to an address, whatever sends it: per sender, per organization and address, and per address.

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
  /** Null if no person sends it, but the embedding service. */
  readonly inviterId: UserId | null;
  /** False if nothing is mailed. Such invitations take nothing of the budget of an address. */
  readonly byMail: boolean;
  readonly addressees: readonly { readonly email: EmailWithKey; readonly path: Path }[];
  /** The field of the input that names an address; `email` if absent. */
  readonly field?: string;
}

interface RateLimitCharge {
  readonly limit: RateLimit;
  readonly cost: number;
  readonly path: Path;
}

/**
 * Counts the request against its limits: first what is the sender's own, then the organization's share of each address,
 * and last what an address can take from everybody. So a refused sender takes nothing from others. What is counted before
 * a later limit refuses stays counted.
 */
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
  context: CommandContext,
  request: RateLimitedInvitations,
): Promise<readonly RateLimitCharge[]> {
  const { policy } = context.deps;
  const { inviterId, byMail, addressees } = request;
  const own: RateLimitCharge = {
    limit: {
      key: `invitations by ${inviterId}`,
      limit: policy.maxInvitationsPerInviter,
      window: dayInSeconds,
    },
    cost: addressees.length,
    path: ['actor'],
  };
  const addresses = byMail ? await addressCharges(context, request) : [];
  return [...(inviterId === null ? [] : /* INV-41 */ [own]), ...addresses];
}

async function addressCharges(
  { deps }: CommandContext,
  { organizationId, addressees, field = 'email' }: RateLimitedInvitations,
): Promise<readonly RateLimitCharge[]> {
  const { digests, policy } = deps;
  // A keyed digest instead of the address: counters outlive accounts, and must not show who was invited.
  const digested = await Promise.all(
    addressees.map(async ({ email, path }) => ({
      address: await digests.hmac(rateLimitEmailKeyOf(email.key)),
      path: [...path, field],
    })),
  );
  const ofOrganization = digested.map(
    ({ address, path }): RateLimitCharge => ({
      limit: {
        key: `invitations of ${organizationId} to ${address}`,
        limit: /* INV-42 */ policy.maxInvitationsPerAddress,
        window: dayInSeconds,
      },
      cost: 1,
      path,
    }),
  );
  const ofEverybody = digested.map(
    ({ address, path }): RateLimitCharge => ({
      limit: {
        key: `invitations to ${address}`,
        limit: /* INV-43 */ policy.maxInvitationsPerAddressOverall,
        window: tenMinutesInSeconds,
      },
      cost: 1,
      path,
    }),
  );
  return /* INV-59 */ [...ofOrganization, ...ofEverybody];
}
