// Which of a user's organizations is meant where none is named.

import * as z from 'zod';
import type { UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { setDefaultOrganization as pointedAt } from '../../domain/user/user.js';
import type { Context } from '../context.js';
import {
  type AuthorityRefusal,
  activeUser,
  authorityIn,
  selfOrSystem,
} from '../use-case/authority.js';
import { updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { userIdSchema } from '../use-case/input.js';
import { type Query, query } from '../use-case/query.js';
import { type OrganizationView, organizationView } from '../views.js';
import {
  type GetUserInput,
  type OwnOrganization,
  type OwnOrganizationInput,
  ownOrganization,
  type UserAndOrganization,
} from './of-user.js';

/** Which organization is meant where none is named. */
export type SetDefaultOrganizationInput = OwnOrganizationInput;

export type SetDefaultOrganizationRefusal = AuthorityRefusal;

export const setDefaultOrganization: (
  context: Context,
) => Verb<SetDefaultOrganizationInput, OrganizationView, SetDefaultOrganizationRefusal> = command<
  SetDefaultOrganizationInput,
  OwnOrganization,
  UserAndOrganization,
  OrganizationView,
  SetDefaultOrganizationRefusal
>({
  action: 'user.set_default_organization',
  ...ownOrganization,

  async attempt({ storage, now }, { organizationId, userId }) {
    const standing = await storage.memberships.standing(organizationId, userId);
    const authority = /* ORG-25 */ authorityIn(standing, 'organization:read');
    if (!authority.ok) return authority;
    const value = organizationView(authority.value.organization.value);
    const user = authority.value.person?.user;
    if (user === undefined || user.value.defaultOrg === organizationId) {
      return ok({ value, write: null });
    }
    return ok({
      value,
      write: {
        changes: [updated('users', user, pointedAt(user.value, organizationId, now))],
        facts: [{ type: 'default_organization_set', organizationId, userId }],
        subject: { kind: 'user', id: userId },
        organizations: [],
      },
    });
  },

  async recall({ storage }, { organizationId, userId }) {
    const standing = await storage.memberships.standing(organizationId, userId);
    const authority = authorityIn(standing, 'organization:read');
    return authority.ok ? ok(organizationView(authority.value.organization.value)) : authority;
  },
});

/** One account, by its id. */
/** Where the pointer no longer holds, the personal organization; where that is missing, `organization_not_found`. Two or three statements. */
export const getDefaultOrganization: (
  context: Context,
) => Query<GetUserInput, OrganizationView, AuthorityRefusal> = query<
  GetUserInput,
  { readonly userId?: UserId | undefined },
  OrganizationView,
  AuthorityRefusal
>(z.strictObject({ userId: userIdSchema.optional() }), async ({ storage }, actor, input) => {
  const about = selfOrSystem(actor, input.userId);
  if (!about.ok) return about;
  const user = activeUser(await storage.users.findById(about.value));
  if (!user.ok) return user;
  const { defaultOrg, id } = user.value.value;
  const pointed = authorityIn(
    await storage.memberships.standing(defaultOrg, id),
    'organization:read',
  );
  if (pointed.ok) return ok(organizationView(pointed.value.organization.value));
  const personal = await storage.organizations.findPersonal(id);
  const isLive = /* ORG-24 */ personal !== null && personal.value.deletedAt === undefined;
  if (isLive) return ok(organizationView(personal.value));
  return refuse({ code: 'organization_not_found', path: ['userId'] });
});
