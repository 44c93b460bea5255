// An organization's end and its return: soft, with the way back open for as long as the policy says.

import * as z from 'zod';
import {
  deleteOrganization as deleted,
  type Organization,
  restoreOrganization as restored,
} from '../../domain/organization/organization.js';
import { allows } from '../../domain/organization/role.js';
import { isPastRestoring, purgeFrom } from '../../domain/shared/deletion.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { Policy } from '../../domain/shared/policy.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { revokeAll } from '../memberships/target.js';
import {
  type AuthorityRefusal,
  activeUser,
  authorityDespiteDeletion,
  authorityOver,
  personOf,
} from '../use-case/authority.js';
import { updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { emptySchema, organizationIdSchema } from '../use-case/input.js';
import { type Query, query } from '../use-case/query.js';
import { type OrganizationView, organizationView } from '../views.js';
import { appsInTheWay } from './apps-in-the-way.js';
import { recallOrganization } from './recall.js';

/** One organization, by its id. */
export interface OfOrganizationInput {
  readonly organizationId: string;
}

interface OfOrganization {
  readonly organizationId: OrganizationId;
}

const ofOrganizationSchema: z.ZodType<OfOrganization, OfOrganizationInput> = z.strictObject({
  organizationId: organizationIdSchema,
});

/** An organization that can still be restored. */
export interface DeletedOrganizationView {
  readonly organizationId: OrganizationId;
  readonly name: Organization['name'];
  readonly deletedAt: Date;
  readonly restorableUntil: Date;
}

function deletedView(
  { id, name }: Organization,
  deletedAt: Date,
  policy: Policy,
): DeletedOrganizationView {
  return { organizationId: id, name, deletedAt, restorableUntil: purgeFrom(deletedAt, policy) };
}

export type DeleteOrganizationRefusal =
  | AuthorityRefusal
  | 'personal_organization'
  | 'organization_has_apps';

export const deleteOrganization: (
  context: Context,
) => Verb<OfOrganizationInput, DeletedOrganizationView, DeleteOrganizationRefusal> = command<
  OfOrganizationInput,
  OfOrganization,
  OfOrganization,
  DeletedOrganizationView,
  DeleteOrganizationRefusal
>({
  action: 'organization.delete',
  schema: ofOrganizationSchema,
  prepare: (_unit, input) => ok(input),

  async attempt(unit, { organizationId }) {
    const { context, storage, actor, now } = unit;
    const authority = await authorityOver(
      storage,
      actor,
      organizationId,
      /* ORG-44 */ 'organization:delete',
    );
    if (!authority.ok) return authority;
    const { organization } = authority.value;
    const after = deleted(organization.value, now);
    if (!after.ok) return after;
    const by = actor.kind === 'user' ? actor.userId : null;
    const [pending, appIds] = await Promise.all([
      storage.invitations.pendingOf(organizationId),
      appsInTheWay(unit, organizationId),
    ]);
    if (appIds.length > 0) return refuse({ code: 'organization_has_apps', appIds });
    const revoked = revokeAll(pending, by, 'organization_deleted', now);
    return ok({
      value: deletedView(after.value, now, context.policy),
      write: {
        changes: /* SLUG-30 */ [
          updated('organizations', organization, after.value),
          /* ORG-46 */ ...revoked.changes,
        ],
        facts: [{ type: 'organization_deleted', organizationId }, ...revoked.facts],
        subject: { kind: 'organization', id: organizationId },
        organizations: [organizationId],
        subscribers: [after.value],
      },
    });
  },

  async recall({ context, storage, actor }, { organizationId }) {
    const authority = await authorityDespiteDeletion(
      storage,
      actor,
      organizationId,
      'organization:delete',
    );
    if (!authority.ok) return authority;
    const { value } = authority.value.organization;
    // Restored meanwhile: the deletion that is asked about was, and is over.
    return ok(deletedView(value, value.deletedAt ?? value.updatedAt, context.policy));
  },
});

export type RestoreOrganizationRefusal =
  | AuthorityRefusal
  | 'personal_organization'
  | 'restore_window_over'
  | 'last_admin';

export const restoreOrganization: (
  context: Context,
) => Verb<OfOrganizationInput, OrganizationView, RestoreOrganizationRefusal> = command<
  OfOrganizationInput,
  OfOrganization,
  OfOrganization,
  OrganizationView,
  RestoreOrganizationRefusal
>({
  action: 'organization.restore',
  schema: ofOrganizationSchema,
  prepare: (_unit, input) => ok(input),

  async attempt({ context, storage, actor, now }, { organizationId }) {
    const authority = await authorityDespiteDeletion(
      storage,
      actor,
      organizationId,
      'organization:delete',
    );
    if (!authority.ok) return authority;
    const { organization } = authority.value;
    if (organization.value.deletedAt === undefined) {
      return ok({ value: organizationView(organization.value), write: null });
    }
    const after = restored(organization.value, context.policy, now);
    if (!after.ok) return after;
    const isLed = await hasAdmin(storage, organizationId);
    if (!isLed.ok) return isLed;
    return ok({
      value: organizationView(after.value),
      write: {
        changes: [updated('organizations', organization, after.value)],
        facts: [{ type: 'organization_restored', organizationId }],
        subject: { kind: 'organization', id: organizationId },
        organizations: [organizationId],
        subscribers: [after.value],
      },
    });
  },

  recall: ({ storage, actor }, { organizationId }) =>
    recallOrganization(storage, actor, organizationId),
});

/** The platform, too, brings back no organization that nobody could lead. */
async function hasAdmin(
  storage: Storage,
  organizationId: OrganizationId,
): Promise<Result<null, RefusalOf<'last_admin'>>> {
  const admins = await storage.memberships.adminsAbleToSignIn(organizationId, 1);
  if (admins.length > 0) return ok(null);
  return refuse({ code: 'last_admin', organizationIds: [organizationId] });
}

export type ListDeletedRefusal = 'permission_denied' | 'account_inactive';

/** Statements: two, and one for each organization that the actor leads. */
export const listDeleted: (
  context: Context,
) => Query<object, readonly DeletedOrganizationView[], ListDeletedRefusal> = query<
  object,
  object,
  readonly DeletedOrganizationView[],
  ListDeletedRefusal
>(emptySchema, async ({ storage, policy, clock }, actor) => {
  const now = await clock.now();
  const person = personOf(actor);
  if (!person.ok) return person;
  const [user, memberships] = await Promise.all([
    storage.users.findById(person.value),
    storage.memberships.activeOf(person.value),
  ]);
  const active = activeUser(user);
  if (!active.ok) return active;
  const led = memberships.filter(({ value }) => allows(value.role, 'organization:delete'));
  const organizations = await Promise.all(
    led.map(({ value }) => storage.organizations.findById(value.organizationId)),
  );
  return ok(
    organizations.flatMap((found) => {
      const deletedAt = found?.value.deletedAt;
      if (found == null || deletedAt === undefined) return [];
      const isRestorable =
        found.value.personalOf === undefined && !isPastRestoring(found.value, policy, now);
      return isRestorable ? [deletedView(found.value, deletedAt, policy)] : [];
    }),
  );
});
