// An account's end and its return: soft, once its memberships are settled.

import { endWithAccount } from '../../domain/organization/membership.js';
import { deleteWithOwner, restoreWithOwner } from '../../domain/organization/organization.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import {
  deleteUser as deleted,
  restoreUser as restored,
  type User,
} from '../../domain/user/user.js';
import type { Change } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { personIn, revokeAll } from '../memberships/target.js';
import { appsInTheWay } from '../organizations/apps-in-the-way.js';
import { activeUser, bySystem, selfOrSystem } from '../use-case/authority.js';
import { touched, updated } from '../use-case/changes.js';
import { command, type Unit, type Verb, type Write } from '../use-case/command.js';
import { type UserView, userView } from '../views.js';
import { type OfUser, type OfUserInput, ofUserSchema, recallUser } from './of-user.js';
import {
  type Holdings,
  holdingsOf,
  type Lead,
  ledAlone,
  organizationsOf,
  othersThere,
} from './settlement.js';

export type DeleteUserRefusal =
  | 'permission_denied'
  | 'user_not_found'
  | 'account_inactive'
  | 'last_admin'
  | 'organization_has_apps';

export const deleteUser: (context: Context) => Verb<OfUserInput, UserView, DeleteUserRefusal> =
  command<OfUserInput, OfUser, OfUser, UserView, DeleteUserRefusal>({
    action: 'user.delete',
    schema: ofUserSchema,

    prepare({ actor }, input) {
      const allowed = selfOrSystem(actor, input.userId);
      return allowed.ok ? ok(input) : allowed;
    },

    async attempt(unit, { userId }) {
      const { storage, actor, now } = unit;
      const user = await storage.users.findById(userId);
      if (actor.kind === 'user') {
        const active = activeUser(user);
        if (!active.ok) return active;
      }
      if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
      const after = deleted(user.value, now);
      if (after === user.value) return ok({ value: userView(after), write: null });
      const holdings = await holdingsOf(storage, userId);
      const organizationIds = ledAlone(holdings);
      if (organizationIds.length > 0) return refuse({ code: 'last_admin', organizationIds }); // ORG-31
      const write = await settled(unit, user, after, holdings);
      return write.ok ? ok({ value: userView(after), write: write.value }) : write;
    },

    /** Whoever has deleted their own account is still told so. */
    recall: ({ storage }, { userId }) => recallUser(storage, userId),
  });

/** Ends every membership but that in the personal organization, which goes with the account and comes back with it. */
async function settled(
  unit: Unit,
  user: Versioned<User>,
  after: User,
  holdings: Holdings,
): Promise<Result<Write, RefusalOf<'organization_has_apps'>>> {
  const { now } = unit;
  const userId = user.value.id;
  const by = personIn(unit);
  const isOwn = ({ organization }: Lead) => organization.value.personalOf === userId;
  const left = holdings.leads.filter((lead) => !isOwn(lead));
  const others = othersThere(holdings);
  const ended = [...left, ...holdings.others].map(({ membership }) => membership);
  const gone = await goneWithOwner(unit, holdings.leads.find(isOwn));
  if (!gone.ok) return gone;
  const personal = gone.value;
  const elsewhere = holdings.sent.filter(
    ({ value }) => value.organizationId !== personal.organizationId,
  );
  const revoked = revokeAll(elsewhere, by, 'inviter_left', now);
  return ok({
    changes: [
      updated('users', user, after),
      ...[...left.map(({ organization }) => organization), ...others].map((organization) =>
        touched('organizations', organization),
      ),
      ...ended.map((read) => updated('memberships', read, endWithAccount(read.value, by, now))), // ORG-22
      ...personal.changes,
      ...revoked.changes,
    ],
    facts: [
      { type: 'user_deleted', userId },
      ...ended.map(
        ({ value }) =>
          ({ type: 'member_left', organizationId: value.organizationId, userId }) as const,
      ),
      ...personal.facts,
      ...revoked.facts,
    ],
    subject: { kind: 'user', id: userId },
    organizations: organizationsOf(holdings),
    subscribers: [
      ...holdings.leads.map(({ organization }) => organization.value),
      ...others.map(({ value }) => value), // WEBHOOK-20
    ],
  });
}

interface Gone {
  readonly organizationId: OrganizationId | null;
  readonly changes: readonly Change[];
  readonly facts: Write['facts'];
}

async function goneWithOwner(
  unit: Unit,
  lead: Lead | undefined,
): Promise<Result<Gone, RefusalOf<'organization_has_apps'>>> {
  if (lead === undefined || lead.organization.value.deletedAt !== undefined) {
    return ok({ organizationId: null, changes: [], facts: [] });
  }
  const { storage, now } = unit;
  const { organization } = lead;
  const organizationId = organization.value.id;
  const [pending, appIds] = await Promise.all([
    storage.invitations.pendingOf(organizationId),
    appsInTheWay(unit, organizationId),
  ]);
  if (appIds.length > 0) return refuse({ code: 'organization_has_apps', appIds });
  const revoked = revokeAll(pending, personIn(unit), 'organization_deleted', now);
  return ok({
    organizationId,
    changes: [
      updated('organizations', organization, deleteWithOwner(organization.value, now)), // ORG-20
      ...revoked.changes,
    ],
    facts: [{ type: 'organization_deleted', organizationId }, ...revoked.facts],
  });
}

export type RestoreUserRefusal = 'permission_denied' | 'user_not_found' | 'restore_window_over';

export const restoreUser: (context: Context) => Verb<OfUserInput, UserView, RestoreUserRefusal> =
  command<OfUserInput, OfUser, OfUser, UserView, RestoreUserRefusal>({
    action: 'user.restore',
    schema: ofUserSchema,
    prepare: bySystem,

    async attempt({ context, storage, now }, { userId }) {
      const [user, personal] = await Promise.all([
        storage.users.findById(userId),
        storage.organizations.findPersonal(userId),
      ]);
      if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
      const after = restored(user.value, context.policy, now);
      if (!after.ok) return after;
      const value = userView(after.value);
      if (after.value === user.value) return ok({ value, write: null });
      const isBack = personal !== null && personal.value.deletedAt !== undefined;
      const organizationIds = isBack ? [personal.value.id] : [];
      return ok({
        value,
        write: {
          changes: [
            updated('users', user, after.value),
            ...(isBack
              ? [
                  /* ORG-21 */ updated(
                    'organizations',
                    personal,
                    restoreWithOwner(personal.value, now),
                  ),
                ]
              : []),
          ],
          facts: [
            { type: 'user_restored', userId },
            ...organizationIds.map(
              (organizationId) => ({ type: 'organization_restored', organizationId }) as const,
            ),
          ],
          subject: { kind: 'user', id: userId },
          organizations: organizationIds,
          subscribers: isBack ? [personal.value] : [],
        },
      });
    },

    recall: ({ storage }, { userId }) => recallUser(storage, userId),
  });
