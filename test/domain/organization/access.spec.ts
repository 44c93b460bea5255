// The refusal for every combination of user, membership and organization.
import { describe, expect, it } from 'vitest';
import {
  canInviterStillInvite,
  isInviterUnchanged,
} from '../../../src/domain/organization/accept-invitation.js';
import {
  type Access,
  permissionRefusal,
  permissionRefusalEvenIfDeleted,
} from '../../../src/domain/organization/access.js';
import {
  allows,
  builtInRoles,
  permissions,
} from '../../../src/domain/organization/role-permissions.js';
import { userStates } from '../../../src/domain/user/user.js';
import { builtInRoleTable, membershipIdOf, now } from '../support/samples.js';

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

type ExpectedRefusal =
  | 'may'
  | 'account_inactive'
  | 'organization_not_found'
  | 'organization_deleted'
  | 'permission_denied';

/** The refusal for an active user, by membership and organization. `by role`: the table of permissions decides. */
const expectedRefusals: Readonly<
  Record<
    keyof typeof memberships,
    Readonly<Record<keyof typeof organizations, ExpectedRefusal | 'by role'>>
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

interface AccessCase {
  readonly user: keyof typeof users;
  readonly membership: keyof typeof memberships;
  readonly organization: keyof typeof organizations;
}

function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(table).filter((key): key is K => key in table);
}

const cases: readonly AccessCase[] = keysOf(users).flatMap((user) =>
  keysOf(memberships).flatMap((membership) =>
    keysOf(organizations).map((organization) => ({ user, membership, organization })),
  ),
);

function toAccess({ user, membership, organization }: AccessCase): Access {
  return {
    user: users[user],
    membership: memberships[membership],
    organization: organizations[organization],
  };
}

function verdictOf({ user, membership, organization }: AccessCase): ExpectedRefusal | 'by role' {
  return user === 'active' ? expectedRefusals[membership][organization] : 'account_inactive';
}

describe('the refusal for a missing permission', () => {
  it.each(cases)('$user user, $membership, organization $organization', (given) => {
    for (const permission of permissions) {
      const expected = verdictOf(given);
      const role = memberships[given.membership]?.role ?? 'member';
      const byRole = allows(builtInRoleTable, role, permission) ? 'may' : 'permission_denied';
      const refusal = permissionRefusal(builtInRoleTable, toAccess(given), permission);
      expect([permission, refusal?.code ?? 'may']).toEqual([
        permission,
        expected === 'by role' ? byRole : expected,
      ]);
    }
  });

  it('is the same for an organization that does not exist and for one where the user is not a member', () => {
    for (const user of keysOf(users)) {
      for (const permission of permissions) {
        const ofNone = permissionRefusal(
          builtInRoleTable,
          toAccess({ user, membership: 'none', organization: 'none' }),
          permission,
        );
        for (const organization of keysOf(organizations)) {
          for (const membership of ['none', 'former admin', 'former member'] as const) {
            expect(
              permissionRefusal(
                builtInRoleTable,
                toAccess({ user, membership, organization }),
                permission,
              ),
            ).toEqual(ofNone);
          }
        }
        expect(JSON.stringify(ofNone)).not.toMatch(/denied|deleted/);
      }
    }
  });
});

describe('the refusal for a missing permission on an organization that may be deleted', () => {
  it.each(cases)('$user user, $membership, organization $organization', (given) => {
    const organization = given.organization === 'deleted' ? 'live' : given.organization;
    for (const permission of permissions) {
      expect(permissionRefusalEvenIfDeleted(builtInRoleTable, toAccess(given), permission)).toEqual(
        permissionRefusal(builtInRoleTable, toAccess({ ...given, organization }), permission),
      );
    }
  });

  it('is the same whether the organization is deleted or not', () => {
    const refusalFor = (membership: AccessCase['membership']) =>
      permissionRefusalEvenIfDeleted(
        builtInRoleTable,
        toAccess({ user: 'active', membership, organization: 'deleted' }),
        'organization:delete',
      );
    expect(refusalFor('active admin')).toBeNull();
    expect(refusalFor('active member')).toEqual({ code: 'permission_denied' });
    expect(refusalFor('former admin')).toEqual({ code: 'organization_not_found' });
  });
});

describe('whether an inviter', () => {
  const may = cases.filter(({ organization }) => organization === 'live');

  it.each(may)(
    'can still invite: only an active admin with an active account ($user user, $membership)',
    (given) => {
      const isActiveAdmin = given.user === 'active' && given.membership === 'active admin';
      for (const role of builtInRoles) {
        expect(canInviterStillInvite(builtInRoleTable, toAccess(given), { role })).toBe(
          isActiveAdmin,
        );
      }
    },
  );

  it('can still invite is checked for every account state', () => {
    expect(keysOf(users).filter((user) => user !== 'unknown')).toEqual([...userStates]);
  });
});

describe("the inviter's membership since the invitation", () => {
  const inviterSnapshot = {
    membershipId: membershipIdOf(1),
    demotions: 3,
    restoreCount: 1,
  };
  it.each([
    ['the same one, unchanged', membershipIdOf(1), 3, 1, true],
    [
      'the same one, demoted since, even if the role was given again',
      membershipIdOf(1),
      4,
      1,
      false,
    ],
    ['the same one, as the copy of an older time has it', membershipIdOf(1), undefined, 1, false],
    ['another one, after they left and came back', membershipIdOf(2), 3, 1, false],
    ['of an earlier life of the organization', membershipIdOf(1), 3, 2, false],
    ['of a life that the organization has not had', membershipIdOf(1), 3, 0, false],
  ])('is %s', (_what, id, demotions, restoreCount, isSame) => {
    const membership = demotions === undefined ? { id } : { id, demotions };
    expect(isInviterUnchanged({ restoreCount }, membership, { inviterSnapshot })).toBe(isSame);
  });

  it('is not checked for an invitation from an older system', () => {
    const membership = { id: membershipIdOf(2), demotions: 9 };
    expect(isInviterUnchanged({ restoreCount: 5 }, membership, {})).toBe(true);
  });
});
