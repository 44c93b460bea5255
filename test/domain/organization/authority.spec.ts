import { describe, expect, it } from 'vitest';
import {
  denial,
  denialDespiteDeletion,
  inviterMayStill,
  isSameAuthority,
  type Standing,
} from '../../../src/domain/organization/authority.js';
import { allows, permissions, roles } from '../../../src/domain/organization/role.js';
import { userStates } from '../../../src/domain/user/user.js';
import { membershipIdOf, now } from '../support/samples.js';

const organizations = {
  none: null,
  live: {},
  deleted: { deletedAt: now },
  purging: { deletedAt: now, purgingSince: now },
} as const;
const users = {
  unknown: null,
  active: { state: 'active' },
  suspended: { state: 'suspended' },
  deleted: { state: 'deleted' },
} as const;
const memberships = {
  none: null,
  'active admin': { role: 'admin', state: 'active' },
  'active member': { role: 'member', state: 'active' },
  'former admin': { role: 'admin', state: 'ended' },
  'former member': { role: 'member', state: 'ended' },
} as const;

type Verdict =
  | 'may'
  | 'account_inactive'
  | 'organization_not_found'
  | 'organization_deleted'
  | 'permission_denied';

/** What an active user is told, by membership and organization; `by role` where the table of permissions decides. */
const verdicts: Readonly<
  Record<
    keyof typeof memberships,
    Readonly<Record<keyof typeof organizations, Verdict | 'by role'>>
  >
> = {
  none: {
    none: 'organization_not_found',
    live: 'organization_not_found',
    deleted: 'organization_not_found',
    purging: 'organization_not_found',
  },
  'active admin': {
    none: 'organization_not_found',
    live: 'by role',
    deleted: 'organization_deleted',
    purging: 'organization_not_found',
  },
  'active member': {
    none: 'organization_not_found',
    live: 'by role',
    deleted: 'organization_deleted',
    purging: 'organization_not_found',
  },
  'former admin': {
    none: 'organization_not_found',
    live: 'organization_not_found',
    deleted: 'organization_not_found',
    purging: 'organization_not_found',
  },
  'former member': {
    none: 'organization_not_found',
    live: 'organization_not_found',
    deleted: 'organization_not_found',
    purging: 'organization_not_found',
  },
};

interface Case {
  readonly user: keyof typeof users;
  readonly membership: keyof typeof memberships;
  readonly organization: keyof typeof organizations;
}

function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(table).filter((key): key is K => key in table);
}

const cases: readonly Case[] = keysOf(users).flatMap((user) =>
  keysOf(memberships).flatMap((membership) =>
    keysOf(organizations).map((organization) => ({ user, membership, organization })),
  ),
);

function standingOf({ user, membership, organization }: Case): Standing {
  return {
    user: users[user],
    membership: memberships[membership],
    organization: organizations[organization],
  };
}

function verdictOf({ user, membership, organization }: Case): Verdict | 'by role' {
  return user === 'active' ? verdicts[membership][organization] : 'account_inactive';
}

describe('what a user is told who asks to do something', () => {
  it.each(cases)('$user user, $membership, organization $organization', (given) => {
    for (const permission of permissions) {
      const expected = verdictOf(given);
      const role = memberships[given.membership]?.role ?? 'member';
      const byRole = allows(role, permission) ? 'may' : 'permission_denied';
      const told = denial(standingOf(given), permission);
      expect([permission, told?.code ?? 'may']).toEqual([
        permission,
        expected === 'by role' ? byRole : expected,
      ]);
    }
  });

  it('is the same of an organization that does not exist and of one that is not theirs', () => {
    for (const user of keysOf(users)) {
      for (const permission of permissions) {
        const ofNone = denial(
          standingOf({ user, membership: 'none', organization: 'none' }),
          permission,
        );
        for (const organization of keysOf(organizations)) {
          for (const membership of ['none', 'former admin', 'former member'] as const) {
            expect(denial(standingOf({ user, membership, organization }), permission)).toEqual(
              ofNone,
            );
          }
        }
        expect(JSON.stringify(ofNone)).not.toMatch(/denied|deleted/);
      }
    }
  });
});

describe('what a user is told who asks to do something with an organization although it is deleted', () => {
  it.each(cases)('$user user, $membership, organization $organization', (given) => {
    const organization = given.organization === 'deleted' ? 'live' : given.organization;
    for (const permission of permissions) {
      expect(denialDespiteDeletion(standingOf(given), permission)).toEqual(
        denial(standingOf({ ...given, organization }), permission),
      );
    }
  });

  it('is nothing to an admin, and to a member what it is of a live one: deleted or not', () => {
    const told = (membership: Case['membership']) =>
      denialDespiteDeletion(
        standingOf({ user: 'active', membership, organization: 'deleted' }),
        'organization:delete',
      );
    expect(told('active admin')).toBeNull();
    expect(told('active member')).toEqual({ code: 'permission_denied' });
    expect(told('former admin')).toEqual({ code: 'organization_not_found' });
  });
});

describe('an inviter', () => {
  const may = cases.filter(({ organization }) => organization === 'live');

  it.each(may)('may still send it as an active admin only: $user user, $membership', (given) => {
    const isActiveAdmin = given.user === 'active' && given.membership === 'active admin';
    for (const role of roles) {
      expect(inviterMayStill(standingOf(given), { role })).toBe(isActiveAdmin);
    }
  });

  it('is asked in every state of account', () => {
    expect(keysOf(users).filter((user) => user !== 'unknown')).toEqual([...userStates]);
  });
});

describe('the membership with which somebody invited', () => {
  const invitedAs = { membershipId: membershipIdOf(1), version: 3, restorations: 1 };
  it.each([
    ['the same one, unchanged', membershipIdOf(1), 3, 1, true],
    ['the same one, changed since: a role lost and given again', membershipIdOf(1), 5, 1, false],
    ['another one, after they left and came back', membershipIdOf(2), 3, 1, false],
    ['of an earlier life of the organization', membershipIdOf(1), 3, 2, false],
    ['of a life that the organization has not had', membershipIdOf(1), 3, 0, false],
  ])('is %s', (_what, id, version, restorations, isSame) => {
    expect(isSameAuthority({ restorations }, { value: { id }, version }, { invitedAs })).toBe(
      isSame,
    );
  });

  it('is not asked for where an older system has invited', () => {
    const membership = { value: { id: membershipIdOf(2) }, version: 9 };
    expect(isSameAuthority({ restorations: 5 }, membership, {})).toBe(true);
  });
});
