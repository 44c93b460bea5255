// Returns a user's personal organization, and creates it if it is missing.

import * as z from 'zod';
import { personalOrganizationName } from '../../domain/organization/personal-organization.js';
import type { UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { canSignIn } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import type { AuthorizationRefusalCode } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { userIdSchema } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import {
  type NewOrganizationIds,
  newOrganizationIds,
  planNewOrganization,
  randomPersonalSlug,
} from './new-organization.js';

/** The owner of the personal organization. */
export interface EnsurePersonalInput {
  readonly userId: string;
}

interface PreparedEnsurePersonal {
  readonly userId: UserId;
  readonly ids: NewOrganizationIds;
}

export type EnsurePersonalRefusalCode = AuthorizationRefusalCode | 'user_not_found';

export const ensurePersonalCommand: (
  deps: Dependencies,
) => Command<EnsurePersonalInput, OrganizationView, EnsurePersonalRefusalCode> = defineCommand<
  EnsurePersonalInput,
  { readonly userId: UserId },
  PreparedEnsurePersonal,
  OrganizationView,
  EnsurePersonalRefusalCode
>({
  action: 'organization.ensure_personal',
  schema: z.lazy(() => z.strictObject({ userId: userIdSchema })),

  prepare({ deps, actor }, { userId }) {
    const isOwn = actor.kind === 'user' && actor.userId === userId;
    const isOff = /* USER-9 */ deps.policy.personalOrganizations === 'never';
    if (isOff || (!isOwn && actor.kind !== 'system')) {
      return refuse({ code: 'permission_denied', path: ['userId'] });
    }
    return ok({ userId, ids: newOrganizationIds(deps.ids) });
  },

  async attempt({ deps, storage, actor, now }, { userId, ids }) {
    const [user, personal] = await Promise.all([
      storage.users.findById(userId),
      storage.organizations.findPersonal(userId),
    ]);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    if (!canSignIn(user.value)) return refuse({ code: 'account_inactive', path: ['userId'] });
    if (personal !== null)
      return ok({ value: organizationView(actor, personal.value), changeSet: null }); // ORG-15
    const { created, changes } = planNewOrganization({
      id: ids.organizationId,
      membershipId: ids.membershipId,
      name: personalOrganizationName(user.value),
      slug: randomPersonalSlug(deps),
      creator: user.value,
      isPersonal: true,
      now,
    });
    const organizationId = created.organization.id;
    const userWithDefault = { ...user.value, defaultOrg: organizationId, updatedAt: now };
    return ok({
      value: organizationView(actor, created.organization),
      changeSet: {
        changes: [updateChange('users', user, userWithDefault), ...changes],
        events: [
          { type: 'organization_created', organizationId, creatorId: userId, personal: true },
        ],
        subject: { kind: 'organization', id: organizationId },
        auditOrganizationIds: [organizationId],
        replayIds: { organizationId },
      },
    });
  },

  replay: async ({ storage, actor }, { userId }) => {
    const [user, personal] = await Promise.all([
      storage.users.findById(userId),
      storage.organizations.findPersonal(userId),
    ]);
    if (user === null || !canSignIn(user.value)) {
      return refuse({ code: 'account_inactive', path: ['userId'] });
    }
    return personal === null
      ? refuse({ code: 'organization_not_found' })
      : ok(organizationView(actor, personal.value));
  },
});
