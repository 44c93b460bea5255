// A new account: its input, and what registering it writes. For `users.register` and `users.ensure`.

import * as z from 'zod';
import { personalOrganizationName } from '../../domain/organization/personal-organization.js';
import { closestDisplayName, type DisplayName } from '../../domain/shared/display-name.js';
import { parseUserId, type UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import { type EmailWithKey, parseEmail } from '../../domain/user/email.js';
import { registerUser, type User } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import {
  type NewOrganizationIds,
  newOrganizationIds,
  planNewOrganization,
  randomPersonalSlug,
} from '../organizations/new-organization.js';
import { requireSystem } from '../use-case/authorization.js';
import { insertChange } from '../use-case/changes.js';
import type { ChangeSet, CommandContext } from '../use-case/command.js';
import { maxInputTextLength, textSchema, userIdSchema } from '../use-case/input.js';
import { newId } from '../use-case/new-id.js';
import { emailSchema } from '../use-case/text-fields.js';

/** A person who has signed up. */
export interface RegisterInput {
  /** The id that the embedding service has for the person: 1 to 128 visible ASCII characters. Absent: 24 new hex digits. It never changes. */
  readonly id?: string | undefined;
  readonly email: string;
  /**
   * The personal organization gets this name, and `Personal` without one. Its slug is random. What a name cannot contain is left out of it, and the whole name if no letter
   * and no digit is left: nobody is refused for the sake of their name.
   */
  readonly name?: string | undefined;
  /** True if the embedding service has verified the address. False if absent. */
  readonly emailVerified?: boolean | undefined;
}

export type ParsedRegister = Omit<RegisterInput, 'id'> & { readonly id?: UserId | undefined };

export const registerSchema: z.ZodType<ParsedRegister, RegisterInput> = z.lazy(() =>
  z.strictObject({
    id: userIdSchema.optional(),
    email: emailSchema,
    name: textSchema(maxInputTextLength).optional(),
    emailVerified: z.boolean().optional(),
  }),
);

export interface PreparedNewUser {
  /** Null if the embedding service did not give one. */
  readonly ownId: UserId | null;
  readonly userId: UserId;
  readonly newOrganizationIds: NewOrganizationIds;
  readonly email: EmailWithKey;
  readonly name: DisplayName | null;
  readonly emailVerified: boolean;
}

export function prepareNewUser(
  { deps, actor }: CommandContext,
  input: ParsedRegister,
): Result<PreparedNewUser, RefusalOf<'permission_denied' | 'invalid_input'>> {
  const allowed = requireSystem(actor);
  if (!allowed.ok) return allowed;
  const email = parseEmail(input.email, ['email']);
  if (!email.ok) return email;
  return ok({
    ownId: input.id ?? null,
    userId: input.id ?? newId(deps.ids, parseUserId),
    newOrganizationIds: newOrganizationIds(deps.ids),
    email: email.value,
    name: input.name === undefined ? null : /* ORG-8 */ closestDisplayName(input.name),
    emailVerified: input.emailVerified ?? false,
  });
}

/** The account, and the writes of its registration. */
export function planNewUser(
  { deps, now }: Pick<CommandContext, 'deps' | 'now'>,
  prepared: PreparedNewUser,
): { readonly user: User; readonly changeSet: ChangeSet } {
  const { userId, email, name, emailVerified } = prepared;
  const { organizationId } = prepared.newOrganizationIds;
  const hasPersonal = /* USER-2 */ deps.policy.personalOrganizations === 'at_registration';
  const user = registerUser({
    id: userId,
    email,
    emailVerified,
    ...(name === null ? {} : { name }),
    personalOrganization: hasPersonal
      ? /* ORG-18 */ prepared.newOrganizationIds.organizationId
      : null,
    now,
  });
  const personal = hasPersonal ? planPersonalOrganization(deps, prepared, user, now) : [];
  const organizationIds = hasPersonal ? [organizationId] : [];
  return {
    user,
    changeSet: {
      changes: [insertChange('users', userId, user), /* ORG-14 */ ...personal],
      events: [
        { type: 'user_registered', userId },
        ...organizationIds.map(
          (id) =>
            ({
              type: 'organization_created',
              organizationId: id,
              creatorId: userId,
              personal: true,
            }) as const,
        ),
      ],
      subject: { kind: 'user', id: userId },
      auditOrganizationIds: organizationIds,
      replayIds: { userId },
    },
  };
}

function planPersonalOrganization(
  deps: Dependencies,
  { newOrganizationIds: { organizationId, membershipId } }: PreparedNewUser,
  user: User,
  now: Date,
): ChangeSet['changes'] {
  const { changes } = planNewOrganization({
    id: organizationId,
    membershipId,
    name: personalOrganizationName(user),
    slug: randomPersonalSlug(deps),
    creator: user,
    isPersonal: true,
    now,
  });
  return changes;
}
