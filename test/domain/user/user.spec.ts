import { describe, expect, it } from 'vitest';
import { hasCommonSuffix } from '../../../src/domain/shared/web-address.js';
import {
  canSignIn,
  personalOrganizationName,
  registerUser,
  userStates,
  verifyEmail,
} from '../../../src/domain/user/user.js';
import {
  emailOf,
  later,
  nameOf,
  now,
  organizationIdOf,
  userIdOf,
  userOf,
} from '../support/samples.js';

const given = {
  id: userIdOf(1),
  email: emailOf('Ada@Example.com'),
  emailVerified: false,
  personalOrganization: organizationIdOf(2),
  now,
};

describe('a user who registers', () => {
  it('can sign in, and has the personal organization as the default', () => {
    expect(registerUser({ ...given, name: nameOf('Ada Lovelace') })).toEqual({
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

  it('may have no name, and an address that was verified elsewhere', () => {
    const user = registerUser({ ...given, emailVerified: true });
    expect(user.emailVerified).toBe(true);
    expect(user).not.toHaveProperty('name');
  });

  it('verifies the address later, which changes nothing else', () => {
    const user = registerUser(given);
    expect(verifyEmail(user, later(60))).toEqual({
      ...user,
      emailVerified: true,
      updatedAt: later(60),
    });
    expect(user.emailVerified).toBe(false);
  });
});

describe('a user', () => {
  it('can sign in while active, and in no other state', () => {
    expect(userStates.filter((state) => canSignIn({ state }))).toEqual(['active']);
  });
});

describe('the name of a personal organization', () => {
  const named = (email: string, name?: string) =>
    personalOrganizationName(
      {
        ...userOf(1, { email: emailOf(email).address }),
        ...(name === undefined ? {} : { name: nameOf(name) }),
      },
      hasCommonSuffix,
    );

  it.each([
    ['ada@example.com', 'ada'],
    ['Ada.Lovelace@example.com', 'Ada.Lovelace'],
    ['ada+guild@example.com', 'ada+guild'],
    ['用户@example.com', '用户'],
    ['win.evil.com@example.com', 'win evil com'],
    ['win.example@example.com', 'win example'],
    ['www.x@example.com', 'www x'],
    ['!!!@example.com', 'Personal'],
    ["'@example.com", 'Personal'],
  ])('is made of the address %s: %s', (email, name) => {
    expect(named(email)).toBe(name);
  });

  it('is that of the user where there is one', () => {
    expect(named('ada@example.com', 'Ada Lovelace')).toBe('Ada Lovelace');
  });
});
