// How much invitation mail one person, one organization and all of them together may send: soft limits, by windows.

import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { abuseKeyOf, type Email } from '../../domain/user/email.js';
import type { RateLimit } from '../../ports/system.js';
import type { Unit } from '../use-case/command.js';

const day = 86_400;
const tenMinutes = 600;

interface Sending {
  readonly organizationId: OrganizationId;
  readonly inviter: UserId;
  readonly addressees: readonly { readonly email: Email; readonly path: Path }[];
}

interface Taking {
  readonly limit: RateLimit;
  readonly cost: number;
  readonly path: Path;
}

/** The narrowest limit first. What was taken before another limit refused is not given back: these limits are soft. */
export async function admitInvitations(
  unit: Unit,
  sending: Sending,
): Promise<Result<null, RefusalOf<'rate_limited'>>> {
  const { context, now } = unit;
  for (const { limit, cost, path } of await takingsOf(unit, sending)) {
    const retryAfter = await context.rateLimiter.take(limit, cost, now);
    if (retryAfter !== null) return refuse({ code: 'rate_limited', path, retryAfter });
  }
  return ok(null);
}

async function takingsOf(
  { context }: Unit,
  { organizationId, inviter, addressees }: Sending,
): Promise<readonly Taking[]> {
  const { digests, policy } = context;
  const byAddress = await Promise.all(
    addressees.map(async ({ email, path: at }): Promise<readonly Taking[]> => {
      // A digest under a key of the service: counters outlive people, and nobody shall read from them who was invited.
      const address = await digests.keyed(abuseKeyOf(email.key));
      const path = [...at, 'email'];
      return [
        {
          limit: {
            key: `invitations to ${address}`,
            limit: /* INV-43 */ policy.invitationsPerAddressAnywhere,
            window: tenMinutes,
          },
          cost: 1,
          path,
        },
        {
          limit: {
            key: `invitations of ${organizationId} to ${address}`,
            limit: /* INV-42 */ policy.invitationsPerAddress,
            window: day,
          },
          cost: 1,
          path,
        },
      ];
    }),
  );
  const own = {
    limit: {
      key: `invitations by ${inviter}`,
      limit: policy.invitationsPerInviter,
      window: day,
    },
    cost: addressees.length,
    path: ['actor'],
  };
  return /* INV-41 */ [...byAddress.flat(), own];
}
