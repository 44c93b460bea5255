// Returns the account of a person who has signed in elsewhere, and registers it if it is missing.

import { parseUserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { EmailKey } from '../../domain/user/email.js';
import { markEmailVerified, type User } from '../../domain/user/user.js';
import type { UserReads } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, type Decision, defineCommand } from '../use-case/command.js';
import { type OwnUserView, ownUserView } from '../views.js';
import {
  type ParsedRegister,
  type PreparedNewUser,
  planNewUser,
  prepareNewUser,
  type RegisterInput,
  registerSchema,
} from './new-user.js';

/** A person who has signed in. The name is only used if the account is new. */
export type EnsureUserInput = RegisterInput;

/** The account of a person who has signed in. */
export interface EnsuredUserView {
  /** The account, in whatever state it is. */
  readonly user: OwnUserView;
  /** True if the account has another address than the given one. It keeps its own; `users.changeEmail` changes it. */
  readonly isEmailDifferent: boolean;
}

export type EnsureUserRefusalCode = 'permission_denied' | 'email_taken' | 'user_not_found';

export const ensureUserCommand: (
  deps: Dependencies,
) => Command<EnsureUserInput, EnsuredUserView, EnsureUserRefusalCode> = defineCommand<
  EnsureUserInput,
  ParsedRegister,
  PreparedNewUser,
  EnsuredUserView,
  EnsureUserRefusalCode
>({
  action: 'user.ensure',
  schema: registerSchema,
  prepare: prepareNewUser,

  async attempt(context, prepared) {
    const known = await findKnownUser(context.storage.users, prepared);
    if (!known.ok) return known;
    if (known.value !== null) return ok(decideKnownUser(known.value, prepared, context.now));
    const { user, changeSet } = planNewUser(context, prepared);
    return ok({ value: ensuredUserView(user, prepared.email.key), changeSet });
  },

  async replay({ storage }, { email }, replayIds) {
    const userId = parseUserId(replayIds['userId'] ?? '');
    const user = userId === null ? null : await storage.users.findById(userId);
    return user === null
      ? refuse({ code: 'user_not_found' })
      : ok(ensuredUserView(user.value, email.key));
  },
});

/**
 * Only the id says who somebody is. Without one, it is the address, if both sides have verified it: everybody can sign up
 * elsewhere with an address that is not theirs. The second read can find the id that the first did not: another call has
 * registered the same person in between.
 */
async function findKnownUser(
  users: UserReads,
  { ownId, email, emailVerified }: PreparedNewUser,
): Promise<Result<Versioned<User> | null, RefusalOf<'email_taken'>>> {
  const sameId = ownId === null ? null : await users.findById(ownId);
  if (sameId !== null) return ok(sameId); // USER-3
  const sameEmail = await users.findByEmailKey(email.key);
  if (sameEmail === null) return ok(null);
  const isSamePerson =
    ownId === null ? emailVerified && sameEmail.value.emailVerified : sameEmail.value.id === ownId;
  return /* USER-4 */ isSamePerson
    ? ok(sameEmail)
    : refuse({ code: 'email_taken', path: ['email'] });
}

/** The embedding service vouches for an address that it has verified. Nothing else of the account changes. */
function decideKnownUser(
  known: Versioned<User>,
  { email, emailVerified }: PreparedNewUser,
  now: Date,
): Decision<EnsuredUserView> {
  const user = known.value;
  const isNowVerified = emailVerified && !user.emailVerified && user.emailKey === email.key;
  if (!isNowVerified) return { value: ensuredUserView(user, email.key), changeSet: null }; // USER-5
  const verified = markEmailVerified(user, now);
  return {
    value: ensuredUserView(verified, email.key),
    changeSet: {
      changes: [updateChange('users', known, verified)],
      events: [{ type: 'email_verified', userId: user.id }],
      subject: { kind: 'user', id: user.id },
      auditOrganizationIds: [],
      replayIds: { userId: user.id },
    },
  };
}

function ensuredUserView(user: User, given: EmailKey): EnsuredUserView {
  return { user: ownUserView(user), isEmailDifferent: user.emailKey !== given };
}
