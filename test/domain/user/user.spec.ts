// Registration, sign-in and the name of the personal organization.
import { describe, expect, it } from 'vitest';
import { personalOrganizationName } from '../../../src/domain/organization/personal-organization.js';
import {
  canSignIn,
  markEmailVerified,
  registerUser,
  userStates,
} from '../../../src/domain/user/user.js';
import {
  now,
  organizationIdOf,
  sampleUser,
  secondsLater,
  toDisplayName,
  toEmail,
  userIdOf,
} from '../support/samples.js';

const given = {
  id: userIdOf(1),
  email: toEmail('Ada@Example.com'),
  emailVerified: false,
  personalOrganization: organizationIdOf(2),
  now,
};

describe('a new user', () => {
  it('can sign in, and has the personal organization as the default', () => {
    expect(registerUser({ ...given, name: toDisplayName('Ada Lovelace') })).toEqual({
      id: userIdOf(1),
      email: 'Ada@Example.com',
      emailKey: 'ada@example.com',
      emailVerified: false,
      name: 'Ada Lovelace',
      state: 'active',
      defaultOrg: organizationIdOf(2),
      blockedOrganizations: [],
      createdAt: now,
      updatedAt: now,
    });
  });

  it('can have no name, and an email address that is already verified', () => {
    const user = registerUser({ ...given, emailVerified: true });
    expect(user.emailVerified).toBe(true);
    expect(user).not.toHaveProperty('name');
  });

  it('can verify the email address later, which changes nothing else', () => {
    const user = registerUser(given);
    expect(markEmailVerified(user, secondsLater(60))).toEqual({
      ...user,
      emailVerified: true,
      updatedAt: secondsLater(60),
    });
    expect(user.emailVerified).toBe(false);
  });
});

describe('a user', () => {
  it('can sign in only while active', () => {
    expect(userStates.filter((state) => canSignIn({ state }))).toEqual(['active']);
  });
});

describe('the name of a personal organization', () => {
  it('is the name of the user, if there is one', () => {
    expect(personalOrganizationName({ name: toDisplayName('Ada Lovelace') })).toBe('Ada Lovelace');
  });

  it('is "Personal" without one, and nothing of the address', () => {
    expect(
      personalOrganizationName(sampleUser(1, { email: toEmail('ada@example.com').address })),
    ).toBe('Personal');
  });
});
