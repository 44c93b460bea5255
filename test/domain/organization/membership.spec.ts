import { describe, expect, it } from 'vitest';
import {
  changeRole,
  end,
  endWithAccount,
  isLastAdmin,
  join,
  type Leadership,
  type Membership,
} from '../../../src/domain/organization/membership.js';
import { type Role, roles } from '../../../src/domain/organization/role.js';
import type { UserId } from '../../../src/domain/shared/ids.js';
import { later, memberOf, membershipIdOf, mentra, now, userIdOf } from '../support/samples.js';

describe('who joins', () => {
  it.each(roles)('is an active %s from now on', (role) => {
    const given = { id: membershipIdOf(1), organizationId: mentra, userId: userIdOf(1), role };
    expect(join({ ...given, now })).toEqual({
      ...given,
      state: 'active',
      joinedAt: now,
      createdAt: now,
      updatedAt: now,
    });
  });
});

/** What a command may do to one member. */
const losses: Readonly<
  Record<string, (membership: Membership, leadership: Leadership) => ReturnType<typeof end>>
> = {
  'is demoted': (membership, leadership) => changeRole(membership, 'member', leadership, later(1)),
  leaves: (membership, leadership) => end(membership, membership.userId, leadership, later(1)),
  'is removed by somebody': (membership, leadership) =>
    end(membership, userIdOf(99), leadership, later(1)),
  'is removed by the platform': (membership, leadership) =>
    end(membership, null, leadership, later(1)),
};

/** Every way in which users 1 to 3 can be admins who can sign in, admins who cannot, or plain members. */
const kinds = ['leads', 'suspended', 'member'] as const;
type Kind = (typeof kinds)[number];
const populations: readonly (readonly Kind[])[] = kinds.flatMap((one) =>
  kinds.flatMap((two) => kinds.map((three) => [one, two, three])),
);

function leadershipOf(population: readonly Kind[]): Leadership {
  const admins = population.flatMap((kind, index) =>
    kind === 'leads' ? [userIdOf(index + 1)] : [],
  );
  return { admins: admins.slice(0, 2) };
}

describe.each(Object.entries(losses))('when a member %s', (_what, lose) => {
  it.each(populations.map((population) => [population]))(
    'an admin who can sign in remains, or it is refused: %j',
    (population) => {
      population.forEach((kind, index) => {
        const role: Role = kind === 'member' ? 'member' : 'admin';
        const membership = memberOf(index + 1, role);
        const othersLead = population.some((other, at) => at !== index && other === 'leads');
        const result = lose(membership, leadershipOf(population));
        expect(result.ok ? 'done' : result.refusal).toEqual(
          role === 'member' || othersLead
            ? 'done'
            : { code: 'last_admin', organizationIds: [mentra] },
        );
      });
    },
  );

  it('is refused where it is the owner of a personal organization, though others lead it', () => {
    const leadership = { admins: [userIdOf(1), userIdOf(2)], personalOf: userIdOf(1) };
    for (const role of roles) {
      expect(lose(memberOf(1, role), leadership)).toEqual({
        ok: false,
        refusal: { code: 'personal_organization', ownerId: userIdOf(1) },
      });
    }
    expect(lose(memberOf(2, 'admin'), leadership).ok).toBe(true);
    expect(lose(memberOf(3, 'member'), leadership).ok).toBe(true);
  });

  it('leaves the row that was read as it was', () => {
    const membership = Object.freeze(memberOf(1, 'admin'));
    lose(membership, { admins: [userIdOf(1), userIdOf(2)] });
    expect(membership).toEqual(memberOf(1, 'admin'));
  });
});

describe('another role', () => {
  const lonely: Leadership = { admins: [userIdOf(1)] };

  it('is written with its time, and nothing else changes', () => {
    const two: Leadership = { admins: [userIdOf(1), userIdOf(2)] };
    expect(changeRole(memberOf(1, 'admin'), 'member', two, later(1))).toEqual({
      ok: true,
      value: { ...memberOf(1, 'admin'), role: 'member', updatedAt: later(1) },
    });
  });

  it('is never refused upwards, not even where nobody leads', () => {
    const nobody: Leadership = { admins: [], personalOf: userIdOf(1) };
    for (const role of roles) {
      for (const leadership of [lonely, nobody]) {
        expect(changeRole(memberOf(1, role), 'admin', leadership, later(1))).toEqual({
          ok: true,
          value: memberOf(1, 'admin', { updatedAt: later(1) }),
        });
      }
    }
  });
});

describe('an ended membership', () => {
  const two: Leadership = { admins: [userIdOf(1), userIdOf(2)] };
  const ended = { state: 'ended', leftAt: later(1), updatedAt: later(1) } as const;

  it.each<[string, UserId | null, Partial<Membership>]>([
    ['the member, by leaving', userIdOf(1), { ...ended, endedBy: userIdOf(1) }],
    ['an admin, by removing', userIdOf(2), { ...ended, endedBy: userIdOf(2) }],
    ['the platform, of whom no id is kept', null, ended],
  ])('stays as history and says who ended it: %s', (_who, by, change) => {
    expect(end(memberOf(1, 'admin'), by, two, later(1))).toEqual({
      ok: true,
      value: memberOf(1, 'admin', change),
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
  ])('is, or is not: %s', (_who, role, admins, isLast) => {
    expect(isLastAdmin(memberOf(1, role), { admins })).toBe(isLast);
  });
});

describe('a membership that ends with its account', () => {
  it.each(roles)('asks for no other admin, and is ended as any other: %s', (role) => {
    const ended = { state: 'ended', leftAt: later(1), updatedAt: later(1) } as const;
    expect(endWithAccount(memberOf(1, role), null, later(1))).toStrictEqual(
      memberOf(1, role, ended),
    );
    expect(endWithAccount(memberOf(1, role), userIdOf(1), later(1))).toStrictEqual(
      memberOf(1, role, { ...ended, endedBy: userIdOf(1) }),
    );
  });
});
