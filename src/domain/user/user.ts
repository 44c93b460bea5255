import { type DisplayName, parseDisplayName } from '../shared/display-name.js';
import type { OrganizationId, UserId } from '../shared/ids.js';
import type { HasPublicSuffix } from '../shared/web-address.js';
import { type Email, type EmailAddress, type EmailKey, localPartOf } from './email.js';

export const userStates = ['active', 'suspended', 'deleted'] as const;
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
    defaultOrg: given.personalOrganization,
    createdAt: given.now,
    updatedAt: given.now,
  };
}

export function verifyEmail(user: User, now: Date): User {
  return { ...user, emailVerified: true, updatedAt: now };
}

export function canSignIn(user: Pick<User, 'state'>): boolean {
  return user.state === 'active';
}

/** The user's name, else the local part of the address, made into a name where it is none (`win.example` is a host). */
export function personalOrganizationName(
  user: Pick<User, 'name' | 'email'>,
  hasPublicSuffix: HasPublicSuffix,
): DisplayName {
  if (user.name !== undefined) return user.name;
  const local = localPartOf(user.email);
  for (const text of [local, local.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' '), 'Personal']) {
    const name = parseDisplayName(text, hasPublicSuffix, []);
    if (name.ok) return name.value;
  }
  throw new Error('no name could be made for a personal organization, though "Personal" is one');
}
