// Sets and finds a user's default organization: the one that is used if none is named.

import * as z from 'zod';
import type { UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { setDefaultOrganization } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeByAccess,
  requireActiveUser,
  requireSelfOrSystem,
} from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { userIdSchema, type WithParsedIds } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { type OrganizationView, organizationView } from '../views.js';
import {
  type GetUserInput,
  type PreparedUserAndOrganization,
  type UserAndOrganizationInput,
  userAndOrganizationSpecBase,
} from './user-command.js';

/** The user, and the default organization to set. */
export type SetDefaultOrganizationInput = UserAndOrganizationInput;

export type SetDefaultOrganizationRefusalCode = AuthorizationRefusalCode;

export const setDefaultOrganizationCommand: (
  deps: Dependencies,
) => Command<SetDefaultOrganizationInput, OrganizationView, SetDefaultOrganizationRefusalCode> =
  defineCommand<
    SetDefaultOrganizationInput,
    WithParsedIds<UserAndOrganizationInput>,
    PreparedUserAndOrganization,
    OrganizationView,
    SetDefaultOrganizationRefusalCode
  >({
    action: 'user.set_default_organization',
    ...userAndOrganizationSpecBase,

    async attempt({ deps, storage, actor, now }, { organizationId, userId }) {
      const access = await storage.memberships.findAccess(organizationId, userId);
      const authorization = /* ORG-25 */ authorizeByAccess(deps.roles, access, 'organization:read');
      if (!authorization.ok) return authorization;
      const value = organizationView(actor, authorization.value.organization.value);
      const user = authorization.value.actingMember?.user;
      if (user === undefined || user.value.defaultOrg === organizationId) {
        return ok({ value, changeSet: null });
      }
      return ok({
        value,
        changeSet: {
          changes: [
            updateChange('users', user, setDefaultOrganization(user.value, organizationId, now)),
          ],
          events: [{ type: 'default_organization_set', organizationId, userId }],
          subject: { kind: 'user', id: userId },
          auditOrganizationIds: [],
        },
      });
    },

    async replay({ deps, storage, actor }, { organizationId, userId }) {
      const access = await storage.memberships.findAccess(organizationId, userId);
      const authorization = authorizeByAccess(deps.roles, access, 'organization:read');
      return authorization.ok
        ? ok(organizationView(actor, authorization.value.organization.value))
        : authorization;
    },
  });

/**
 * The default organization. If the user is no longer a member of it, the personal organization. Refused:
 * `organization_not_found` if that is missing too. Two or three statements.
 */
export const getDefaultOrganizationQuery: (
  deps: Dependencies,
) => Query<GetUserInput, OrganizationView, AuthorizationRefusalCode> = defineQuery<
  GetUserInput,
  { readonly userId?: UserId | undefined },
  OrganizationView,
  AuthorizationRefusalCode
>(
  z.lazy(() => z.strictObject({ userId: userIdSchema.optional() })),
  async ({ deps, storage, actor }, input) => {
    const about = requireSelfOrSystem(actor, input.userId);
    if (!about.ok) return about;
    const user = requireActiveUser(await storage.users.findById(about.value));
    if (!user.ok) return user;
    const { defaultOrg, id } = user.value.value;
    if (defaultOrg !== undefined) {
      const access = await storage.memberships.findAccess(defaultOrg, id);
      const current = authorizeByAccess(deps.roles, access, 'organization:read');
      if (current.ok) return ok(organizationView(actor, current.value.organization.value));
    }
    const personal = await storage.organizations.findPersonal(id);
    const isLive = /* ORG-24 */ personal !== null && personal.value.deletedAt === undefined;
    if (isLive) return ok(organizationView(actor, personal.value));
    return refuse({ code: 'organization_not_found', path: ['userId'] });
  },
);
