// The platform keeps an account out, and lets it back in.

import type { Fact } from '../../domain/journal/fact.js';
import { type OrganizationId, parseOrganizationId, type UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { reinstate as reinstated, suspend as suspended } from '../../domain/user/user.js';
import type { Context } from '../context.js';
import { revokeAll } from '../memberships/target.js';
import { bySystem } from '../use-case/authority.js';
import { touched, updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { type UserView, userView } from '../views.js';
import { type OfUser, type OfUserInput, ofUserSchema, recallUser } from './of-user.js';
import { holdingsOf, ledAlone, organizationsOf, othersThere } from './settlement.js';

/** An account that is kept out, and what that leaves behind. */
export interface SuspendedView {
  readonly user: UserView;
  /** Organizations, personal ones left out, that have no admin who can sign in while this account is kept out. */
  readonly leftWithoutAdmin: readonly OrganizationId[];
}

export type SuspendRefusal = 'permission_denied' | 'user_not_found' | 'account_deleted';

export const suspend: (context: Context) => Verb<OfUserInput, SuspendedView, SuspendRefusal> =
  command<OfUserInput, OfUser, OfUser, SuspendedView, SuspendRefusal>({
    action: 'user.suspend',
    schema: ofUserSchema,
    prepare: bySystem,

    async attempt({ storage, now }, { userId }) {
      const user = await storage.users.findById(userId);
      if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
      const after = suspended(user.value, now);
      if (!after.ok) return after;
      const holdings = await holdingsOf(storage, userId);
      const leftWithoutAdmin = /* ORG-32 */ ledAlone(holdings);
      const value = { user: userView(after.value), leftWithoutAdmin };
      if (after.value === user.value) return ok({ value, write: null });
      const revoked = revokeAll(holdings.sent, null, 'inviter_suspended', now);
      return ok({
        value,
        write: {
          changes: [
            updated('users', user, after.value),
            // What the account had in flight cannot land: neither over the organization, nor by the membership.
            ...holdings.leads.flatMap(({ organization, membership }) => [
              touched('organizations', organization),
              touched('memberships', membership),
            ]),
            ...othersThere(holdings).map((organization) => touched('organizations', organization)),
            ...revoked.changes, // ORG-41
          ],
          facts: [
            { type: 'user_suspended', userId },
            ...leftWithoutAdmin.map((id) => leaderless(id, userId)),
            ...revoked.facts,
          ],
          subject: { kind: 'user', id: userId },
          organizations: organizationsOf(holdings),
          answer: Object.fromEntries(leftWithoutAdmin.map((id, index) => [String(index), id])),
        },
      });
    },

    async recall({ storage }, { userId }, answer) {
      const user = await recallUser(storage, userId);
      if (!user.ok) return user;
      const leftWithoutAdmin = Object.values(answer).flatMap(
        (text) => parseOrganizationId(text) ?? [],
      );
      return ok({ user: user.value, leftWithoutAdmin });
    },
  });

function leaderless(organizationId: OrganizationId, userId: UserId): Fact {
  return { type: 'left_without_admin', organizationId, userId };
}

export type ReinstateRefusal = SuspendRefusal;

export const reinstate: (context: Context) => Verb<OfUserInput, UserView, ReinstateRefusal> =
  command<OfUserInput, OfUser, OfUser, UserView, ReinstateRefusal>({
    action: 'user.reinstate',
    schema: ofUserSchema,
    prepare: bySystem,

    async attempt({ storage, now }, { userId }) {
      const user = await storage.users.findById(userId);
      if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
      const after = reinstated(user.value, now);
      if (!after.ok) return after;
      const value = userView(after.value);
      if (after.value === user.value) return ok({ value, write: null });
      const memberships = await storage.memberships.activeOf(userId);
      return ok({
        value,
        write: {
          changes: [updated('users', user, after.value)],
          facts: [{ type: 'user_reinstated', userId }],
          subject: { kind: 'user', id: userId },
          organizations: memberships.map((membership) => membership.value.organizationId),
        },
      });
    },

    recall: ({ storage }, { userId }) => recallUser(storage, userId),
  });
