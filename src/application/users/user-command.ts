// The shared parts of the use cases of one account.

import * as z from 'zod';
import type { Actor } from '../../domain/shared/actor.js';
import type { OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';
import { requireActiveUser, requireSelfOrSystem } from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';
import { organizationIdSchema, userIdSchema, type WithParsedIds } from '../use-case/input.js';
import { type OwnUserView, ownUserView } from '../views.js';

/** An account, by its id. */
export interface UserIdInput {
  readonly userId: string;
}

export const userIdInputSchema: z.ZodType<WithParsedIds<UserIdInput>, UserIdInput> = z.lazy(() =>
  z.strictObject({
    userId: userIdSchema,
  }),
);

/** The account as it is now. Answers a repeated command. */
export async function replayUser(
  storage: Storage,
  userId: UserId | null,
): Promise<Result<OwnUserView, RefusalOf<'user_not_found'>>> {
  const user = userId === null ? null : await storage.users.findById(userId);
  return user === null ? refuse({ code: 'user_not_found' }) : ok(ownUserView(user.value));
}

/** An account: the actor's own, or by its id. */
export interface GetUserInput {
  /** The actor if absent. Only the embedding service may name another user. */
  readonly userId?: string | undefined;
}

export interface UserAndOrganizationInput extends GetUserInput {
  readonly organizationId: string;
}

export interface PreparedUserAndOrganization extends WithParsedIds<UserIdInput> {
  readonly organizationId: OrganizationId;
}

/** The schema and `prepare` of a command about a user and an organization. For the user, or the embedding service for them. */
export const userAndOrganizationSpecBase: {
  readonly schema: z.ZodType<WithParsedIds<UserAndOrganizationInput>, UserAndOrganizationInput>;
  prepare(
    context: CommandContext,
    input: WithParsedIds<UserAndOrganizationInput>,
  ): Result<PreparedUserAndOrganization, RefusalOf<'permission_denied'>>;
} = {
  schema: z.lazy(() =>
    z.strictObject({
      organizationId: organizationIdSchema,
      userId: userIdSchema.optional(),
    }),
  ),
  prepare({ actor }, { organizationId, userId }) {
    const about = requireSelfOrSystem(actor, userId);
    return about.ok ? ok({ organizationId, userId: about.value }) : about;
  },
};

/** The account. For users it must be able to sign in; the embedding service gets every account. One read. */
export async function loadAccount(
  storage: Storage,
  actor: Actor,
  userId: UserId,
): Promise<Result<Versioned<User>, RefusalOf<'account_inactive' | 'user_not_found'>>> {
  const user = await storage.users.findById(userId);
  if (actor.kind === 'user') return requireActiveUser(user);
  return user === null ? refuse({ code: 'user_not_found', path: ['userId'] }) : ok(user);
}
