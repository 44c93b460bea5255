import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyWith } from '../../../src/domain/shared/policy.js';
import {
  block,
  canSignIn,
  deleteUser,
  hasBlocked,
  reinstate,
  restoreUser,
  suspend,
  type User,
  unblock,
} from '../../../src/domain/user/user.js';
import { dates, organizationIds, users } from '../../../src/testing/arbitraries/index.js';
import { later, organizationIdOf, userOf } from '../support/samples.js';

const day = 86_400;
const policy = policyWith();

const moves = ['suspend', 'reinstate', 'delete', 'restore'] as const;
type Move = (typeof moves)[number];

/** The user after it; null where it was refused. */
function outcome(user: User, move: Move, at: Date): User | null {
  if (move === 'delete') return deleteUser(user, at);
  const result =
    move === 'suspend'
      ? suspend(user, at)
      : move === 'reinstate'
        ? reinstate(user, at)
        : restoreUser(user, policy, at);
  return result.ok ? result.value : null;
}

/** The account as the rules draw it: two marks that know nothing of each other. */
interface Model {
  isSuspended: boolean;
  deletedAt: number | null;
}

/** Whether the rules let it be. */
function step(model: Model, move: Move, at: number): boolean {
  const { deletedAt } = model;
  if (move === 'delete') model.deletedAt ??= at;
  if (move === 'delete') return true;
  if (move === 'restore') {
    if (deletedAt !== null && at >= deletedAt + 30 * day * 1_000) return false;
    model.deletedAt = null;
    return true;
  }
  if (deletedAt !== null) return false;
  model.isSuspended = move === 'suspend';
  return true;
}

describe('an account', () => {
  it('goes through any sequence of moves as the rules draw it: whom the platform keeps out stays out', () => {
    const steps = fc.array(
      fc.tuple(
        fc.constantFrom(...moves),
        fc.oneof(
          { weight: 4, arbitrary: fc.integer({ min: 0, max: 2 * day }) },
          fc.integer({ min: 0, max: 40 * day }),
        ),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(steps, (given) => {
        let user = userOf(1);
        const model: Model = { isSuspended: false, deletedAt: null };
        let at = user.createdAt;
        for (const [move, seconds] of given) {
          at = later(seconds, at);
          const moved = outcome(user, move, at);
          expect(moved !== null).toBe(step(model, move, at.getTime()));
          user = moved ?? user;
          expect(user.deletedAt?.getTime() ?? null).toBe(model.deletedAt);
          expect(user.suspendedAt !== undefined).toBe(model.isSuspended);
          expect(canSignIn(user)).toBe(!model.isSuspended && model.deletedAt === null);
          expect(user.state === 'deleted').toBe(model.deletedAt !== null);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps all that it is besides, whatever becomes of it', () => {
    fc.assert(
      fc.property(users(), fc.constantFrom(...moves), dates(), (user, move, at) => {
        const moved = outcome(user, move, at);
        if (moved === null) return;
        const rest = ({
          state: _s,
          suspendedAt: _p,
          deletedAt: _d,
          updatedAt: _u,
          ...kept
        }: User) => kept;
        expect(rest(moved)).toStrictEqual(rest(user));
      }),
    );
  });
});

describe('what somebody has blocked', () => {
  it('is blocked from then on, and unblocked again, and nothing else changes', () => {
    fc.assert(
      fc.property(users(), organizationIds(), dates(), (user, id, at) => {
        const blocked = block(user, id, at);
        const { blockedOrganizations, updatedAt: _at, ...rest } = blocked;
        const { blockedOrganizations: before, updatedAt: _before, ...restBefore } = user;
        expect(hasBlocked(blocked, id)).toBe(true);
        expect(rest).toStrictEqual(restBefore);
        expect(blockedOrganizations.filter((each) => each !== id)).toEqual(
          before.filter((each) => each !== id),
        );
        const free = unblock(blocked, id, at);
        expect(hasBlocked(free, id)).toBe(false);
        expect(free.blockedOrganizations).toEqual(before.filter((each) => each !== id));
      }),
    );
  });

  it('never grows past 1,000, and never forgets the last', () => {
    const few = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 990, max: 1_010 })), {
      maxLength: 30,
    });
    const full = userOf(1, {
      blockedOrganizations: Array.from({ length: 1_000 }, (_, n) => organizationIdOf(n)),
    });
    fc.assert(
      fc.property(few, (given) => {
        let user = full;
        for (const [isBlock, n] of given) {
          user = (isBlock ? block : unblock)(user, organizationIdOf(n), later(1));
          expect(hasBlocked(user, organizationIdOf(n))).toBe(isBlock);
          expect(user.blockedOrganizations.length).toBeLessThanOrEqual(1_000);
          expect(new Set(user.blockedOrganizations).size).toBe(user.blockedOrganizations.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});
