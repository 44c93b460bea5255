import * as z from 'zod';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import { parseUserId, type UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { type Email, parseEmail } from '../../domain/user/email.js';
import { personalOrganizationName, registerUser, verifyEmail } from '../../domain/user/user.js';
import type { Context } from '../context.js';
import {
  type FoundingIds,
  foundingIds,
  freeSlug,
  freshUserId,
  insertFounded,
} from '../organizations/founding.js';
import { type AuthorityRefusal, bySystem, systemOnly } from '../use-case/authority.js';
import { inserted, updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { longText, textSchema } from '../use-case/input.js';
import type { Query } from '../use-case/query.js';
import type { Task } from '../use-case/task.js';
import { type OrganizationView, type UserView, userView } from '../views.js';
import {
  getDefaultOrganization,
  type SetDefaultOrganizationInput,
  type SetDefaultOrganizationRefusal,
  setDefaultOrganization,
} from './default-organization.js';
import {
  type DeleteUserRefusal,
  deleteUser,
  type RestoreUserRefusal,
  restoreUser,
} from './delete.js';
import {
  type GetUserInput,
  type OfUser,
  type OfUserInput,
  ofUserSchema,
  recallUser,
} from './of-user.js';
import {
  type GetUserRefusal,
  get,
  type UnblockOrganizationInput,
  type UnblockOrganizationRefusal,
  unblockOrganization,
} from './own.js';
import { type PurgeUserRefusal, purgeUser } from './purge.js';
import {
  type ReinstateRefusal,
  reinstate,
  type SuspendedView,
  type SuspendRefusal,
  suspend,
} from './suspend.js';

/** Who somebody is that has signed up. */
export interface RegisterInput {
  readonly email: string;
  /** By the rules of names; the personal organization is called so. */
  readonly name?: string | undefined;
  /** True where the embedding service has seen to it that the address is the person's. */
  readonly emailVerified?: boolean | undefined;
}

const registerSchema: z.ZodType<RegisterInput, RegisterInput> = z.strictObject({
  email: textSchema(longText),
  name: textSchema(longText).optional(),
  emailVerified: z.boolean().optional(),
});

interface Registering {
  readonly userId: UserId;
  readonly founding: FoundingIds;
  readonly email: Email;
  readonly name: DisplayName | null;
  readonly emailVerified: boolean;
}

type RegisterRefusal = 'permission_denied' | 'name_invalid' | 'email_taken' | 'user_not_found';

const register = command<RegisterInput, RegisterInput, Registering, UserView, RegisterRefusal>({
  action: 'user.register',
  schema: registerSchema,

  prepare({ context, actor }, input) {
    const allowed = systemOnly(actor);
    if (!allowed.ok) return allowed;
    const email = parseEmail(input.email, ['email']);
    if (!email.ok) return email;
    const name =
      input.name === undefined
        ? ok(null)
        : parseDisplayName(input.name, context.hasPublicSuffix, ['name']);
    if (!name.ok) return name;
    return ok({
      userId: freshUserId(context.ids),
      founding: foundingIds(context.ids),
      email: email.value,
      name: name.value,
      emailVerified: input.emailVerified ?? false,
    });
  },

  async attempt({ context, storage, now }, { userId, founding, email, name, emailVerified }) {
    const user = registerUser({
      id: userId,
      email,
      emailVerified,
      ...(name === null ? {} : { name }),
      personalOrganization: founding.organizationId,
      now,
    });
    const organizationName = personalOrganizationName(user, context.hasPublicSuffix);
    const [known, slug] = await Promise.all([
      storage.users.findByEmailKey(email.key),
      freeSlug(context, organizationName),
    ]);
    if (known !== null) return refuse({ code: 'email_taken', path: ['email'] });
    const { changes } = insertFounded({
      id: founding.organizationId,
      membershipId: founding.membershipId,
      name: organizationName,
      slug,
      founder: user,
      personal: true,
      now,
    });
    const organizationId = founding.organizationId;
    return ok({
      value: userView(user),
      write: {
        changes: [inserted('users', user.id, user), /* ORG-14 */ ...changes],
        facts: [
          { type: 'user_registered', userId },
          { type: 'organization_founded', organizationId, founderId: userId, personal: true },
        ],
        subject: { kind: 'user', id: userId },
        organizations: [organizationId],
        answer: { userId },
      },
    });
  },

  recall: ({ storage }, _registering, answer) =>
    recallUser(storage, parseUserId(answer['userId'] ?? '')),
});

/** Whose address was verified. */
export type VerifyEmailInput = OfUserInput;

type VerifyEmailRefusal = 'permission_denied' | 'user_not_found';

const verify = command<VerifyEmailInput, OfUser, OfUser, UserView, VerifyEmailRefusal>({
  action: 'user.verify_email',
  schema: ofUserSchema,
  prepare: bySystem,

  async attempt({ storage, now }, { userId }) {
    const user = await storage.users.findById(userId);
    if (user === null) return refuse({ code: 'user_not_found', path: ['userId'] });
    if (user.value.emailVerified) return ok({ value: userView(user.value), write: null });
    const verified = verifyEmail(user.value, now);
    return ok({
      value: userView(verified),
      write: {
        changes: [updated('users', user, verified)],
        facts: [{ type: 'email_verified', userId }],
        subject: { kind: 'user', id: userId },
        organizations: [],
      },
    });
  },

  recall: ({ storage }, { userId }) => recallUser(storage, userId),
});

/** Accounts, as far as organizations need them. */
export interface Users {
  /**
   * A new person, with the personal organization that everybody has. By the embedding service only
   * (`permission_denied`), which has its own sign-up. Refused: `email_taken`, `name_invalid`.
   */
  readonly register: Verb<RegisterInput, UserView, RegisterRefusal>;
  /** The embedding service vouches that the address is the person's. Refused: `user_not_found`. */
  readonly verifyEmail: Verb<VerifyEmailInput, UserView, VerifyEmailRefusal>;
  /** An account as its owner sees it. By the owner or the embedding service. */
  readonly get: Query<GetUserInput, UserView, GetUserRefusal>;
  /** The organization that is meant where none is named. Refused where the user is no member of it. */
  readonly setDefaultOrganization: Verb<
    SetDefaultOrganizationInput,
    OrganizationView,
    SetDefaultOrganizationRefusal
  >;
  /** Where the pointer no longer holds, the personal organization. */
  readonly getDefaultOrganization: Query<GetUserInput, OrganizationView, AuthorityRefusal>;
  /** Mail of this organization's invitations is sent again. */
  readonly unblockOrganization: Verb<
    UnblockOrganizationInput,
    UserView,
    UnblockOrganizationRefusal
  >;
  /**
   * Keeps an account out until it is reinstated; the pending invitations that it has sent are revoked. By the embedding
   * service. Never refused for an organization's sake: the answer names those that are left without an admin.
   */
  readonly suspend: Verb<OfUserInput, SuspendedView, SuspendRefusal>;
  /** Lets a suspended account back in, with its memberships. By the embedding service. Refused: `account_deleted`. */
  readonly reinstate: Verb<OfUserInput, UserView, ReinstateRefusal>;
  /**
   * Ends all memberships and deletes the personal organization with the account; both can be restored for 30 days. By
   * its owner or the embedding service. Refused: `last_admin`, with the organizations in the way; `organization_has_apps`
   * where the personal organization has some that are live or in review.
   */
  readonly delete: Verb<OfUserInput, UserView, DeleteUserRefusal>;
  /** The account and its personal organization, and no other membership. By the embedding service. Refused: `restore_window_over`. */
  readonly restore: Verb<OfUserInput, UserView, RestoreUserRefusal>;
  /**
   * Leaves nothing of a deleted person but ids: not their row, not their personal organization, not invitations to their
   * address, nor that address among the testers of apps; another admin's address stands where theirs was an organization's contact. By the embedding service.
   * Refused: `user_not_deleted`.
   */
  readonly purge: Task<OfUserInput, { readonly count: number }, PurgeUserRefusal>;
}

export function users(context: Context): Users {
  return {
    register: register(context),
    verifyEmail: verify(context),
    get: get(context),
    setDefaultOrganization: setDefaultOrganization(context),
    getDefaultOrganization: getDefaultOrganization(context),
    unblockOrganization: unblockOrganization(context),
    suspend: suspend(context),
    reinstate: reinstate(context),
    delete: deleteUser(context),
    restore: restoreUser(context),
    purge: purgeUser(context),
  };
}
