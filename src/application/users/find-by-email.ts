// Finds an account by its address.

import * as z from 'zod';
import { ok, refuse } from '../../domain/shared/result.js';
import { parseEmail } from '../../domain/user/email.js';
import type { Dependencies } from '../dependencies.js';
import { requireSystem } from '../use-case/authorization.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { emailSchema } from '../use-case/text-fields.js';
import { type OwnUserView, ownUserView } from '../views.js';

/** An address, in any spelling. */
export interface FindByEmailInput {
  readonly email: string;
}

export type FindByEmailRefusalCode = 'permission_denied' | 'user_not_found';

export const findByEmailQuery: (
  deps: Dependencies,
) => Query<FindByEmailInput, OwnUserView, FindByEmailRefusalCode> = defineQuery<
  FindByEmailInput,
  FindByEmailInput,
  OwnUserView,
  FindByEmailRefusalCode
>(
  z.lazy(() => z.strictObject({ email: emailSchema })),
  async ({ storage, actor }, input) => {
    const allowed = requireSystem(actor);
    if (!allowed.ok) return allowed;
    const email = parseEmail(input.email, ['email']);
    if (!email.ok) return email;
    const user = await storage.users.findByEmailKey(email.value.key);
    return user === null
      ? refuse({ code: 'user_not_found', path: ['email'] })
      : ok(ownUserView(user.value));
  },
);
