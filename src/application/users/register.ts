// Registers an account, with its personal organization.

import * as z from 'zod';
import { personalOrganizationName } from '../../domain/organization/personal-organization.js';
import { closestDisplayName, type DisplayName } from '../../domain/shared/display-name.js';
import { parseUserId, type UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { type EmailWithKey, parseEmail } from '../../domain/user/email.js';
import { registerUser } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import {
  type NewOrganizationIds,
  newOrganizationIds,
  planNewOrganization,
  randomPersonalSlug,
} from '../organizations/new-organization.js';
import { requireSystem } from '../use-case/authorization.js';
import { insertChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { maxInputTextLength, textSchema } from '../use-case/input.js';
import { newId } from '../use-case/new-id.js';
import { emailSchema } from '../use-case/text-fields.js';
import { type OwnUserView, ownUserView } from '../views.js';
import { replayUser } from './user-command.js';

/** A person who has signed up. */
export interface RegisterInput {
  readonly email: string;
  /**
   * The personal organization gets this name, and `Personal` without one. Its slug is random. What a name cannot contain is left out of it, and the whole name if no letter
   * and no digit is left: nobody is refused for the sake of their name.
   */
  readonly name?: string | undefined;
  /** True if the embedding service has verified the address. False if absent. */
  readonly emailVerified?: boolean | undefined;
}

const registerSchema: z.ZodType<RegisterInput, RegisterInput> = z.lazy(() =>
  z.strictObject({
    email: emailSchema,
    name: textSchema(maxInputTextLength).optional(),
    emailVerified: z.boolean().optional(),
  }),
);

interface PreparedRegister {
  readonly userId: UserId;
  readonly newOrganizationIds: NewOrganizationIds;
  readonly email: EmailWithKey;
  readonly name: DisplayName | null;
  readonly emailVerified: boolean;
}

export type RegisterRefusalCode = 'permission_denied' | 'email_taken' | 'user_not_found';

export const registerUserCommand: (
  deps: Dependencies,
) => Command<RegisterInput, OwnUserView, RegisterRefusalCode> = defineCommand<
  RegisterInput,
  RegisterInput,
  PreparedRegister,
  OwnUserView,
  RegisterRefusalCode
>({
  action: 'user.register',
  schema: registerSchema,

  prepare({ deps, actor }, input) {
    const allowed = requireSystem(actor);
    if (!allowed.ok) return allowed;
    const email = parseEmail(input.email, ['email']);
    if (!email.ok) return email;
    return ok({
      userId: newId(deps.ids, parseUserId),
      newOrganizationIds: newOrganizationIds(deps.ids),
      email: email.value,
      name: input.name === undefined ? null : /* ORG-8 */ closestDisplayName(input.name),
      emailVerified: input.emailVerified ?? false,
    });
  },

  async attempt(
    { deps, storage, now },
    { userId, newOrganizationIds, email, name, emailVerified },
  ) {
    const user = registerUser({
      id: userId,
      email,
      emailVerified,
      ...(name === null ? {} : { name }),
      personalOrganization: /* ORG-18 */ newOrganizationIds.organizationId,
      now,
    });
    const known = await storage.users.findByEmailKey(email.key);
    if (known !== null) return refuse({ code: 'email_taken', path: ['email'] });
    const { changes } = planNewOrganization({
      id: newOrganizationIds.organizationId,
      membershipId: newOrganizationIds.membershipId,
      name: personalOrganizationName(user),
      slug: randomPersonalSlug(deps),
      creator: user,
      isPersonal: true,
      now,
    });
    const organizationId = newOrganizationIds.organizationId;
    return ok({
      value: ownUserView(user),
      changeSet: {
        changes: [insertChange('users', user.id, user), /* ORG-14 */ ...changes],
        events: [
          { type: 'user_registered', userId },
          { type: 'organization_created', organizationId, creatorId: userId, personal: true },
        ],
        subject: { kind: 'user', id: userId },
        auditOrganizationIds: [organizationId],
        replayIds: { userId },
      },
    });
  },

  replay: ({ storage }, _prepared, replayIds) =>
    replayUser(storage, parseUserId(replayIds['userId'] ?? '')),
});
