// A user's account: registration, suspension, deletion, and the organizations that the user has blocked.

import type { DisplayName } from '../shared/display-name.js';
import type { OrganizationId, UserId } from '../shared/ids.js';
import type { Metadata } from '../shared/metadata.js';
import type { Policy } from '../shared/policy-limits.js';
import type { RefusalOf } from '../shared/refusal.js';
import { isRestoreWindowOver } from '../shared/restore-window.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { EmailAddress, EmailKey, EmailWithKey } from './email.js';

/** All states of accounts. */
export const userStates = ['active', 'suspended', 'deleted'] as const;
/** The state of an account. Only an active account can sign in. */
export type UserState = (typeof userStates)[number];

/** A person with an account. The state of the account is stored only here, never copied to memberships. */
export interface User extends Metadata {
  readonly id: UserId;
  readonly email: EmailAddress;
  readonly emailKey: EmailKey;
  readonly emailVerified: boolean;
  readonly name?: DisplayName;
  readonly state: UserState;
  /** A preference only. If the user is no longer a member there, the personal organization is used instead. Absent if there was none yet: see `policy.personalOrganizations`. */
  readonly defaultOrg?: OrganizationId;
  /** The organizations whose invitations are not mailed to this user: the last 1,000. */
  readonly blockedOrganizations: readonly OrganizationId[];
  /** The addresses that the account had before, the last 100. A purge removes them from other rows, too. */
  readonly formerEmailKeys?: readonly EmailKey[];
  /** Set while the account is suspended by the embedding service, whether it is deleted or not. */
  readonly suspendedAt?: Date;
  readonly deletedAt?: Date;
  /** Set by the first step of a purge. After that the account cannot be restored. */
  readonly purgingSince?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A user in a list: without their metadata. */
export type UserSummary = Omit<User, keyof Metadata>;

export interface NewUser {
  readonly id: UserId;
  readonly email: EmailWithKey;
  readonly emailVerified: boolean;
  readonly name?: DisplayName;
  /** Null if the user gets none now. */
  readonly personalOrganization: OrganizationId | null;
  readonly now: Date;
}

export function registerUser(given: NewUser): User {
  return {
    id: given.id,
    email: given.email.address,
    emailKey: given.email.key,
    emailVerified: given.emailVerified,
    ...(given.name === undefined ? {} : { name: given.name }),
    state: 'active',
    ...(given.personalOrganization === null ? {} : { defaultOrg: given.personalOrganization }),
    blockedOrganizations: [],
    createdAt: given.now,
    updatedAt: given.now,
  };
}

export function markEmailVerified(user: User, now: Date): User {
  return { ...user, emailVerified: true, updatedAt: now };
}

/** Sets the name; null removes it. */
export function setUserName(user: User, name: DisplayName | null, now: Date): User {
  if (name === (user.name ?? null)) return user;
  const { name: _before, ...rest } = user;
  return { ...rest, ...(name === null ? {} : { name }), updatedAt: now };
}

const maxFormerEmails = 100;

/** Sets the address. Another spelling of the same address stays verified. */
export function changeUserEmail(
  user: User,
  { address, key }: EmailWithKey,
  verified: boolean,
  now: Date,
): User {
  const isSameAddress = key === user.emailKey;
  const emailVerified = verified || (isSameAddress && user.emailVerified);
  if (address === user.email && emailVerified === user.emailVerified) return user;
  const former = (user.formerEmailKeys ?? []).filter((each) => each !== key);
  const formerEmailKeys = /* USER-7 */ isSameAddress
    ? former
    : [...former, user.emailKey].slice(-maxFormerEmails);
  return {
    ...user,
    email: address,
    emailKey: key,
    emailVerified,
    ...(formerEmailKeys.length === 0 ? {} : { formerEmailKeys }),
    updatedAt: now,
  };
}

export function setDefaultOrganization(
  user: User,
  organizationId: OrganizationId,
  now: Date,
): User {
  return { ...user, defaultOrg: organizationId, updatedAt: now };
}

const maxBlockedOrganizations = 1_000;

/** Blocks the invitation mails of this organization. Of more than 1,000 blocks, the oldest is removed. */
export function blockOrganization(user: User, organizationId: OrganizationId, now: Date): User {
  if (hasBlockedOrganization(user, organizationId)) return user;
  const blockedOrganizations = [...user.blockedOrganizations, organizationId].slice(
    -maxBlockedOrganizations,
  );
  return { ...user, blockedOrganizations, updatedAt: now };
}

export function unblockOrganization(user: User, organizationId: OrganizationId, now: Date): User {
  if (!hasBlockedOrganization(user, organizationId)) return user;
  const blockedOrganizations = user.blockedOrganizations.filter((id) => id !== organizationId);
  return { ...user, blockedOrganizations, updatedAt: now };
}

export function hasBlockedOrganization(
  user: Pick<User, 'blockedOrganizations'>,
  organizationId: OrganizationId,
): boolean {
  return user.blockedOrganizations.includes(organizationId);
}

/** Suspends the account until the embedding service reinstates it. */
export function suspendUser(user: User, now: Date): Result<User, RefusalOf<'account_deleted'>> {
  if (user.state === 'deleted') return refuse({ code: 'account_deleted' });
  if (user.suspendedAt !== undefined) return ok(user);
  return ok({ ...user, state: 'suspended', suspendedAt: now, updatedAt: now });
}

export function reinstateUser(user: User, now: Date): Result<User, RefusalOf<'account_deleted'>> {
  if (user.state === 'deleted') return refuse({ code: 'account_deleted' });
  if (user.suspendedAt === undefined) return ok(user);
  const { suspendedAt: _suspendedAt, ...free } = user;
  return ok({ ...free, state: 'active', updatedAt: now });
}

/** Marks the account as deleted. Its email address stays taken, and it can be restored for a while. The caller ends its memberships. */
export function deleteUser(user: User, now: Date): User {
  if (user.state === 'deleted') return user;
  return { ...user, state: 'deleted', deletedAt: now, updatedAt: now };
}

/** Restores a deleted account. If it was suspended before, it is suspended again. */
export function restoreUser(
  user: User,
  policy: Policy,
  now: Date,
): Result<User, RefusalOf<'restore_window_over'>> {
  if (user.deletedAt === undefined) return ok(user);
  if (isRestoreWindowOver(user, policy, now)) return refuse({ code: 'restore_window_over' });
  const { deletedAt: _deletedAt, ...back } = user;
  const state = user.suspendedAt === undefined ? 'active' : 'suspended';
  return ok({ ...back, state, updatedAt: now });
}

export function canSignIn(user: Pick<User, 'state'>): boolean {
  return user.state === 'active';
}
