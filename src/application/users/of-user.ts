// What commands about one user share.

import * as z from 'zod';
import type { UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { userIdSchema } from '../use-case/input.js';
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
