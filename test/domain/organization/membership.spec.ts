// Memberships and the last-admin rule.
import { describe, expect, it } from 'vitest';
import {
  changeMembershipRole,
  endMembership,
  isLastAdmin,
  markMembershipEnded,
  type OrganizationAdmins,
} from '../../../src/domain/organization/last-admin.js';
import { createMembership, type Membership } from '../../../src/domain/organization/membership.js';
import { builtInRoles, type Role } from '../../../src/domain/organization/role-permissions.js';
import type { UserId } from '../../../src/domain/shared/ids.js';
import {
  builtInRoleTable,
  membershipIdOf,
  mentraId,
  now,
  sampleMember,
  secondsLater,
  userIdOf,
} from '../support/samples.js';

describe('a new membership', () => {
  it.each(builtInRoles)('is active from now on with the role %s', (role) => {
    const given = { id: membershipIdOf(1), organizationId: mentraId, userId: userIdOf(1), role };
    expect(createMembership({ ...given, now })).toEqual({
      ...given,
      state: 'active',
      joinedAt: now,
      createdAt: now,
      updatedAt: now,
    });
  });
});

/** The commands on a member that can remove an admin. */
const losses: Readonly<
  Record<
    string,
    (membership: Membership, admins: OrganizationAdmins) => ReturnType<typeof endMembership>
  >
> = {
  'is demoted': (membership, admins) =>
    changeMembershipRole(builtInRoleTable, membership, 'member', admins, secondsLater(1)),
  leaves: (membership, admins) =>
    endMembership(membership, membership.userId, admins, secondsLater(1)),
  'is removed by somebody': (membership, admins) =>
    endMembership(membership, userIdOf(99), admins, secondsLater(1)),
  'is removed by the platform': (membership, admins) =>
    endMembership(membership, null, admins, secondsLater(1)),
};

/** All combinations in which users 1 to 3 are admins who can sign in, admins who cannot, or members. */
const kinds = ['active admin', 'suspended admin', 'member'] as const;
type MemberKind = (typeof kinds)[number];
const populations: readonly (readonly MemberKind[])[] = kinds.flatMap((one) =>
  kinds.flatMap((two) => kinds.map((three) => [one, two, three])),
);

function adminStateOf(population: readonly MemberKind[]): OrganizationAdmins {
  const admins = population.flatMap((kind, index) =>
    kind === 'active admin' ? [userIdOf(index + 1)] : [],
  );
  return { activeAdminIds: admins.slice(0, 2) };
}

describe.each(Object.entries(losses))('when a member %s', (_what, lose) => {
  it.each(populations.map((population) => [population]))(
    'it is refused unless an admin who can sign in remains: %j',
    (population) => {
      population.forEach((kind, index) => {
        const role: Role = kind === 'member' ? 'member' : 'admin';
        const membership = sampleMember(index + 1, role);
        const otherAdminRemains = population.some(
          (other, at) => at !== index && other === 'active admin',
        );
        const result = lose(membership, adminStateOf(population));
        expect(result.ok ? 'done' : result.refusal).toEqual(
          role === 'member' || otherAdminRemains
            ? 'done'
            : { code: 'last_admin', organizationIds: [mentraId] },
        );
      });
    },
  );

  it('it is refused for the owner of a personal organization, even if there are other admins', () => {
    const admins = { activeAdminIds: [userIdOf(1), userIdOf(2)], personalOf: userIdOf(1) };
    for (const role of builtInRoles) {
      expect(lose(sampleMember(1, role), admins)).toEqual({
        ok: false,
        refusal: { code: 'personal_organization', ownerId: userIdOf(1) },
      });
    }
    expect(lose(sampleMember(2, 'admin'), admins).ok).toBe(true);
    expect(lose(sampleMember(3, 'member'), admins).ok).toBe(true);
  });

  it('the input row is not changed', () => {
    const membership = Object.freeze(sampleMember(1, 'admin'));
    lose(membership, { activeAdminIds: [userIdOf(1), userIdOf(2)] });
    expect(membership).toEqual(sampleMember(1, 'admin'));
  });
});

describe('a changed role', () => {
  const lonely: OrganizationAdmins = { activeAdminIds: [userIdOf(1)] };

  it('is set with its time, a demotion is counted, and nothing else changes', () => {
    const two: OrganizationAdmins = { activeAdminIds: [userIdOf(1), userIdOf(2)] };
    expect(
      changeMembershipRole(
        builtInRoleTable,
        sampleMember(1, 'admin'),
        'member',
        two,
        secondsLater(1),
      ),
    ).toEqual({
      ok: true,
      value: {
        ...sampleMember(1, 'admin'),
        role: 'member',
        demotions: 1,
        updatedAt: secondsLater(1),
      },
    });
  });

  it('is never refused for a promotion, even if there is no admin', () => {
    const nobody: OrganizationAdmins = { activeAdminIds: [], personalOf: userIdOf(1) };
    for (const role of builtInRoles) {
      for (const admins of [lonely, nobody]) {
        expect(
          changeMembershipRole(
            builtInRoleTable,
            sampleMember(1, role),
            'admin',
            admins,
            secondsLater(1),
          ),
        ).toEqual({
          ok: true,
          value: sampleMember(1, 'admin', { updatedAt: secondsLater(1) }),
        });
      }
    }
  });
});

describe('an ended membership', () => {
  const two: OrganizationAdmins = { activeAdminIds: [userIdOf(1), userIdOf(2)] };
  const ended = { state: 'ended', leftAt: secondsLater(1), updatedAt: secondsLater(1) } as const;

  it.each<[string, UserId | null, Partial<Membership>]>([
    ['the member, by leaving', userIdOf(1), { ...ended, endedBy: userIdOf(1) }],
    ['an admin, by removing', userIdOf(2), { ...ended, endedBy: userIdOf(2) }],
    ['the platform, of whom no id is kept', null, ended],
  ])('is kept with the user who ended it: %s', (_who, by, change) => {
    expect(endMembership(sampleMember(1, 'admin'), by, two, secondsLater(1))).toEqual({
      ok: true,
      value: sampleMember(1, 'admin', change),
    });
  });
});

describe('the last admin', () => {
  const one = userIdOf(1);
  const two = userIdOf(2);
  it.each<[string, Role, UserId[], boolean]>([
    ['an admin among nobody', 'admin', [], true],
    ['the only admin', 'admin', [one], true],
    ['one of two', 'admin', [one, two], false],
    ['one of two, the other named first', 'admin', [two, one], false],
    ['an admin who cannot sign in, beside one who can', 'admin', [two], false],
    ['a member among nobody', 'member', [], false],
    ['a member beside the only admin', 'member', [two], false],
  ])('is recognized: %s', (_who, role, activeAdminIds, isLast) => {
    expect(isLastAdmin(sampleMember(1, role), { activeAdminIds })).toBe(isLast);
  });
});

describe('a membership that is ended because its account is deleted', () => {
  it.each(builtInRoles)('is ended without the last-admin rule: %s', (role) => {
    const ended = { state: 'ended', leftAt: secondsLater(1), updatedAt: secondsLater(1) } as const;
    expect(markMembershipEnded(sampleMember(1, role), null, secondsLater(1))).toStrictEqual(
      sampleMember(1, role, ended),
    );
    expect(markMembershipEnded(sampleMember(1, role), userIdOf(1), secondsLater(1))).toStrictEqual(
      sampleMember(1, role, { ...ended, endedBy: userIdOf(1) }),
    );
  });
});
