// What commands about one user share.

import * as z from 'zod';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { selfOrSystem } from '../use-case/authority.js';
import type { Unit } from '../use-case/command.js';
import { organizationIdSchema, userIdSchema } from '../use-case/input.js';
import { type UserView, userView } from '../views.js';

/** One account, by its id. */
export interface OfUserInput {
  readonly userId: string;
}

export interface OfUser {
  readonly userId: UserId;
}

export const ofUserSchema: z.ZodType<OfUser, OfUserInput> = z.strictObject({
  userId: userIdSchema,
});

/** A user as they are now, for the answer to a repeated command. */
export async function recallUser(
  storage: Storage,
  userId: UserId | null,
): Promise<Result<UserView, RefusalOf<'user_not_found'>>> {
  const user = userId === null ? null : await storage.users.findById(userId);
  return user === null ? refuse({ code: 'user_not_found' }) : ok(userView(user.value));
}

/** Whose account. */
export interface GetUserInput {
  /** The actor where absent. Somebody else only for the embedding service. */
  readonly userId?: string | undefined;
}

export interface OwnOrganizationInput extends GetUserInput {
  readonly organizationId: string;
}

export interface OwnOrganization {
  readonly organizationId: OrganizationId;
  readonly userId?: UserId | undefined;
}

export interface UserAndOrganization extends OfUser {
  readonly organizationId: OrganizationId;
}

/** A user's own relation to an organization: by the user, or by the embedding service for them. */
export const ownOrganization: {
  readonly schema: z.ZodType<OwnOrganization, OwnOrganizationInput>;
  prepare(
    unit: Unit,
    input: OwnOrganization,
  ): Result<UserAndOrganization, RefusalOf<'permission_denied'>>;
} = {
  schema: z.strictObject({
    organizationId: organizationIdSchema,
    userId: userIdSchema.optional(),
  }),
  prepare({ actor }, { organizationId, userId }) {
    const about = selfOrSystem(actor, userId);
    return about.ok ? ok({ organizationId, userId: about.value }) : about;
  },
};
