import { isPastRestoring } from '../shared/deletion.js';
import { type DisplayName, parseDisplayName } from '../shared/display-name.js';
import type { OrganizationId, UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { HasPublicSuffix } from '../shared/web-address.js';
import { type Email, type EmailAddress, type EmailKey, localPartOf } from './email.js';

/** All states of accounts. */
export const userStates = ['active', 'suspended', 'deleted'] as const;
/** Whether an account can sign in. */
export type UserState = (typeof userStates)[number];

/** A person. Whether they can sign in is read here, never copied onto memberships. */
export interface User {
  readonly id: UserId;
  readonly email: EmailAddress;
  readonly emailKey: EmailKey;
  readonly emailVerified: boolean;
  readonly name?: DisplayName;
  readonly state: UserState;
  /** A pointer only: it resolves to the personal organization where it no longer holds. */
  readonly defaultOrg: OrganizationId;
  /** Whose invitations are not to be mailed to this person; the last 1,000. */
  readonly blockedOrganizations: readonly OrganizationId[];
  /** Set while the platform keeps the account out, deleted or not. */
  readonly suspendedAt?: Date;
  readonly deletedAt?: Date;
  /** Set by the first step of a purge, after which there is no way back. */
  readonly purgingSince?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewUser {
  readonly id: UserId;
  readonly email: Email;
  readonly emailVerified: boolean;
  readonly name?: DisplayName;
  readonly personalOrganization: OrganizationId;
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
    defaultOrg: /* ORG-18 */ given.personalOrganization,
    blockedOrganizations: [],
    createdAt: given.now,
    updatedAt: given.now,
  };
}

export function verifyEmail(user: User, now: Date): User {
  return { ...user, emailVerified: true, updatedAt: now };
}

export function setDefaultOrganization(user: User, to: OrganizationId, now: Date): User {
  return { ...user, defaultOrg: to, updatedAt: now };
}

const mostBlocked = 1_000;

/** No more mail of this organization's invitations; of more than 1,000 the oldest block gives way. */
export function block(user: User, organizationId: OrganizationId, now: Date): User {
  if (hasBlocked(user, organizationId)) return user;
  const blockedOrganizations = [...user.blockedOrganizations, organizationId].slice(-mostBlocked);
  return { ...user, blockedOrganizations, updatedAt: now };
}

export function unblock(user: User, organizationId: OrganizationId, now: Date): User {
  if (!hasBlocked(user, organizationId)) return user;
  const blockedOrganizations = user.blockedOrganizations.filter((id) => id !== organizationId);
  return { ...user, blockedOrganizations, updatedAt: now };
}

export function hasBlocked(
  user: Pick<User, 'blockedOrganizations'>,
  organizationId: OrganizationId,
): boolean {
  return user.blockedOrganizations.includes(organizationId);
}

/** The platform keeps the account out until it is reinstated. */
export function suspend(user: User, now: Date): Result<User, RefusalOf<'account_deleted'>> {
  if (user.state === 'deleted') return refuse({ code: 'account_deleted' });
  if (user.suspendedAt !== undefined) return ok(user);
  return ok({ ...user, state: 'suspended', suspendedAt: now, updatedAt: now });
}

export function reinstate(user: User, now: Date): Result<User, RefusalOf<'account_deleted'>> {
  if (user.state === 'deleted') return refuse({ code: 'account_deleted' });
  if (user.suspendedAt === undefined) return ok(user);
  const { suspendedAt: _suspendedAt, ...free } = user;
  return ok({ ...free, state: 'active', updatedAt: now });
}

/** Soft: the address stays taken, and the account can be restored for a while. Its memberships are the caller's to end. */
export function deleteUser(user: User, now: Date): User {
  if (user.state === 'deleted') return user;
  return { ...user, state: 'deleted', deletedAt: now, updatedAt: now };
}

/** Back as it was: one that was suspended stays so. */
export function restoreUser(
  user: User,
  policy: Policy,
  now: Date,
): Result<User, RefusalOf<'restore_window_over'>> {
  if (user.deletedAt === undefined) return ok(user);
  if (isPastRestoring(user, policy, now)) return refuse({ code: 'restore_window_over' });
  const { deletedAt: _deletedAt, ...back } = user;
  const state = user.suspendedAt === undefined ? 'active' : 'suspended';
  return ok({ ...back, state, updatedAt: now });
}

export function canSignIn(user: Pick<User, 'state'>): boolean {
  return user.state === 'active';
}

/** The user's name, else the local part of the address, made into a name where it is none (`win.example` is a host). */
export function personalOrganizationName(
  user: Pick<User, 'name' | 'email'>,
  hasPublicSuffix: HasPublicSuffix,
): DisplayName {
  if (user.name !== undefined) return user.name; // ORG-16
  const local = /* ORG-17 */ localPartOf(user.email);
  for (const text of [local, local.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' '), 'Personal']) {
    const name = parseDisplayName(text, hasPublicSuffix, []);
    if (name.ok) return name.value;
  }
  throw new Error('no name could be made for a personal organization, though "Personal" is one');
}
