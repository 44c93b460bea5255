import * as z from 'zod';
import type { UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { canSignIn, personalOrganizationName } from '../../domain/user/user.js';
import type { Context } from '../context.js';
import type { AuthorityRefusal } from '../use-case/authority.js';
import { updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { userIdSchema } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import { type FoundingIds, foundingIds, freeSlug, insertFounded } from './founding.js';

/** Whose personal organization. */
export interface EnsurePersonalInput {
  readonly userId: string;
}

interface Ensuring {
  readonly userId: UserId;
  readonly ids: FoundingIds;
}

export type EnsurePersonalRefusal = AuthorityRefusal | 'user_not_found';

export const ensurePersonal: (
  context: Context,
) => Verb<EnsurePersonalInput, OrganizationView, EnsurePersonalRefusal> = command<
  EnsurePersonalInput,
  { readonly userId: UserId },
  Ensuring,
  OrganizationView,
  EnsurePersonalRefusal
>({
  action: 'organization.ensure_personal',
  schema: z.strictObject({ userId: userIdSchema }),

  prepare({ context, actor }, { userId }) {
    const isOwn = actor.kind === 'user' && actor.userId === userId;
    if (!isOwn && actor.kind !== 'system') {
      return refuse({ code: 'permission_denied', path: ['userId'] });
    }
    return ok({ userId, ids: foundingIds(context.ids) });
  },

  async attempt({ context, storage, now }, { userId, ids }) {
    const [user, personal] = await Promise.all([
      storage.users.findById(userId),
      storage.organizations.findPersonal(userId),
    ]);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    if (!canSignIn(user.value)) return refuse({ code: 'account_inactive', path: ['userId'] });
    if (personal !== null) return ok({ value: organizationView(personal.value), write: null });
    const name = personalOrganizationName(user.value, context.hasPublicSuffix);
    const { founded, changes } = insertFounded({
      id: ids.organizationId,
      membershipId: ids.membershipId,
      name,
      slug: await freeSlug(context, name),
      founder: user.value,
      personal: true,
      now,
    });
    const organizationId = founded.organization.id;
    const pointed = { ...user.value, defaultOrg: organizationId, updatedAt: now };
    return ok({
      value: organizationView(founded.organization),
      write: {
        changes: [updated('users', user, pointed), ...changes],
        facts: [
          { type: 'organization_founded', organizationId, founderId: userId, personal: true },
        ],
        subject: { kind: 'organization', id: organizationId },
        organizations: [organizationId],
        answer: { organizationId },
      },
    });
  },

  recall: async ({ storage }, { userId }) => {
    const [user, personal] = await Promise.all([
      storage.users.findById(userId),
      storage.organizations.findPersonal(userId),
    ]);
    if (user === null || !canSignIn(user.value)) {
      return refuse({ code: 'account_inactive', path: ['userId'] });
    }
    return personal === null
      ? refuse({ code: 'organization_not_found' })
      : ok(organizationView(personal.value));
  },
});
