import { z } from 'zod';
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
import { systemOnly } from '../use-case/authority.js';
import { inserted, updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { longText, textSchema, userIdSchema } from '../use-case/input.js';
import { type UserView, userView } from '../views.js';

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
        changes: [inserted('users', user.id, user), ...changes],
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

  async recall({ storage }, _registering, answer) {
    const id = parseUserId(answer['userId'] ?? '');
    const user = id === null ? null : await storage.users.findById(id);
    return user === null ? refuse({ code: 'user_not_found' }) : ok(userView(user.value));
  },
});

export interface VerifyEmailInput {
  readonly userId: string;
}

interface OfUser {
  readonly userId: UserId;
}

type VerifyEmailRefusal = 'permission_denied' | 'user_not_found';

const verify = command<VerifyEmailInput, OfUser, OfUser, UserView, VerifyEmailRefusal>({
  action: 'user.verify_email',
  schema: z.strictObject({ userId: userIdSchema }),

  prepare({ actor }, input) {
    const allowed = systemOnly(actor);
    return allowed.ok ? ok(input) : allowed;
  },

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

  async recall({ storage }, { userId }) {
    const user = await storage.users.findById(userId);
    return user === null ? refuse({ code: 'user_not_found' }) : ok(userView(user.value));
  },
});

export interface Users {
  /**
   * A new person, with the personal organization that everybody has. By the embedding service only
   * (`permission_denied`), which has its own sign-up. Refused: `email_taken`, `name_invalid`.
   */
  readonly register: Verb<RegisterInput, UserView, RegisterRefusal>;
  /** The embedding service vouches that the address is the person's. Refused: `user_not_found`. */
  readonly verifyEmail: Verb<VerifyEmailInput, UserView, VerifyEmailRefusal>;
}

export function users(context: Context): Users {
  return { register: register(context), verifyEmail: verify(context) };
}
