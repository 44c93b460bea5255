// Counts invitations, whatever sends them: per sender, per organization and address, and per address.

import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { dayInSeconds } from '../../domain/shared/time.js';
import type { EmailWithKey } from '../../domain/user/email.js';
import { addressBudget } from '../mail/address-budget.js';
import type { CommandContext } from '../use-case/command.js';
import { type RateLimitCharge, takeAllOrNone } from '../use-case/rate-limits.js';

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

interface InvitationCharge extends RateLimitCharge {
  readonly path: Path;
}

/**
 * Counts the request against its limits: first what is the sender's own, then the organization's share of each address,
 * and last what an address can take from everybody.
 */
export async function chargeInvitationRateLimits(
  context: CommandContext,
  request: RateLimitedInvitations,
): Promise<Result<null, RefusalOf<'rate_limited'>>> {
  const { deps, now } = context;
  const ofAddresses = request.byMail ? await addressCharges(context, request) : [];
  const charges = [...inviterCharges(context, request), ...ofAddresses];
  const refused = await takeAllOrNone(deps.rateLimiter, charges, now);
  if (refused === null) return ok(null);
  const { charge, retryAfter } = refused;
  return refuse({ code: 'rate_limited', path: charge.path, retryAfter });
}

/**
 * As `chargeInvitationRateLimits`, but each address has an answer of its own: null, or the seconds until its limits have
 * room. An address over its limits takes nothing. Refused if the sender's own limit has no room for all addresses.
 */
export async function chargeEachInvitation(
  context: CommandContext,
  request: RateLimitedInvitations,
): Promise<Result<readonly (number | null)[], RefusalOf<'rate_limited'>>> {
  if (request.addressees.length === 0) return ok([]);
  const { rateLimiter } = context.deps;
  const own = inviterCharges(context, request);
  const refused = await takeAllOrNone(rateLimiter, own, context.now);
  if (refused !== null) {
    const { charge, retryAfter } = refused;
    return refuse({ code: 'rate_limited', path: charge.path, retryAfter });
  }
  const answers: (number | null)[] = [];
  for (const addressee of request.addressees) {
    // One after the other, so that of two addresses of one person the first has the room that is left.
    answers.push(await chargeAddress(context, request, addressee));
  }
  const unused = answers.filter((answer) => answer !== null).length;
  for (const { limit } of unused === 0 ? [] : own) {
    /* INV-70 */ await rateLimiter.giveBack(limit, unused, context.now);
  }
  return ok(answers);
}

async function chargeAddress(
  context: CommandContext,
  request: RateLimitedInvitations,
  addressee: RateLimitedInvitations['addressees'][number],
): Promise<number | null> {
  if (!request.byMail) return null;
  const charges = await addressCharges(context, { ...request, addressees: [addressee] });
  const refused = await takeAllOrNone(context.deps.rateLimiter, charges, context.now);
  return refused?.retryAfter ?? null;
}

function inviterCharges(
  { deps }: CommandContext,
  { inviterId, addressees }: RateLimitedInvitations,
): readonly InvitationCharge[] {
  if (inviterId === null) return [];
  const limit = {
    key: `invitations by ${inviterId}`,
    limit: /* INV-41 */ deps.policy.maxInvitationsPerInviter,
    window: dayInSeconds,
  };
  return [{ limit, cost: addressees.length, path: ['actor'] }];
}

async function addressCharges(
  { deps }: CommandContext,
  { organizationId, addressees, field = 'email' }: RateLimitedInvitations,
): Promise<readonly InvitationCharge[]> {
  const budgets = await Promise.all(
    addressees.map(async ({ email, path }) => ({
      ...(await addressBudget(deps, organizationId, email.key)),
      path: [...path, field],
    })),
  );
  return [
    ...budgets.map(({ ofOrganization: limit, path }) => ({ limit, cost: 1, path })),
    ...budgets.map(({ ofEverybody: limit, path }) => ({ limit, cost: 1, path })),
  ];
}
