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
  const named = (email: string, name?: string) =>
    personalOrganizationName({
      ...sampleUser(1, { email: toEmail(email).address }),
      ...(name === undefined ? {} : { name: toDisplayName(name) }),
    });

  it.each([
    ['ada@example.com', 'ada'],
    ['Ada.Lovelace@example.com', 'Ada.Lovelace'],
    ['ada+guild@example.com', 'ada+guild'],
    ['用户@example.com', '用户'],
    ['win.evil.com@example.com', 'win.evil.com'],
    ['evil.com/x@example.com', 'evil com x'],
    ['!!!@example.com', 'Personal'],
    ["'@example.com", 'Personal'],
  ])('is made from the email address %s: %s', (email, name) => {
    expect(named(email)).toBe(name);
  });

  it('is the name of the user, if there is one', () => {
    expect(named('ada@example.com', 'Ada Lovelace')).toBe('Ada Lovelace');
  });
});
