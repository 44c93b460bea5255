// A random sequence of commands on an account, compared with a simple model.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import {
  blockOrganization,
  canSignIn,
  deleteUser,
  hasBlockedOrganization,
  reinstateUser,
  restoreUser,
  suspendUser,
  type User,
  unblockOrganization,
} from '../../../src/domain/user/user.js';
import { dates, organizationIds, users } from '../../../src/testing/arbitraries/index.js';
import { organizationIdOf, sampleUser, secondsLater } from '../support/samples.js';

const day = 86_400;
const policy = resolvePolicy();

const moves = ['suspend', 'reinstate', 'delete', 'restore'] as const;
type AccountMove = (typeof moves)[number];

/** The user after the command. Null if it was refused. */
function outcome(user: User, move: AccountMove, at: Date): User | null {
  if (move === 'delete') return deleteUser(user, at);
  const result =
    move === 'suspend'
      ? suspendUser(user, at)
      : move === 'reinstate'
        ? reinstateUser(user, at)
        : restoreUser(user, policy, at);
  return result.ok ? result.value : null;
}

/** A model of an account: two independent flags. */
interface AccountModel {
  isSuspended: boolean;
  deletedAt: number | null;
}

/** Whether the rules allow the command. */
function applyToModel(model: AccountModel, move: AccountMove, at: number): boolean {
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
  it('follows the rules in any sequence of commands: a suspended account stays suspended', () => {
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
        let user = sampleUser(1);
        const model: AccountModel = { isSuspended: false, deletedAt: null };
        let at = user.createdAt;
        for (const [move, seconds] of given) {
          at = secondsLater(seconds, at);
          const moved = outcome(user, move, at);
          expect(moved !== null).toBe(applyToModel(model, move, at.getTime()));
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

  it('keeps its other fields through any command', () => {
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

describe('blocked organizations', () => {
  it('can be blocked and unblocked, and nothing else changes', () => {
    fc.assert(
      fc.property(users(), organizationIds(), dates(), (user, id, at) => {
        const blocked = blockOrganization(user, id, at);
        const { blockedOrganizations, updatedAt: _at, ...rest } = blocked;
        const { blockedOrganizations: before, updatedAt: _before, ...restBefore } = user;
        expect(hasBlockedOrganization(blocked, id)).toBe(true);
        expect(rest).toStrictEqual(restBefore);
        expect(blockedOrganizations.filter((each) => each !== id)).toEqual(
          before.filter((each) => each !== id),
        );
        const free = unblockOrganization(blocked, id, at);
        expect(hasBlockedOrganization(free, id)).toBe(false);
        expect(free.blockedOrganizations).toEqual(before.filter((each) => each !== id));
      }),
    );
  });

  it('are at most the last 1,000', () => {
    const few = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 990, max: 1_010 })), {
      maxLength: 30,
    });
    const full = sampleUser(1, {
      blockedOrganizations: Array.from({ length: 1_000 }, (_, n) => organizationIdOf(n)),
    });
    fc.assert(
      fc.property(few, (given) => {
        let user = full;
        for (const [isBlock, n] of given) {
          user = (isBlock ? blockOrganization : unblockOrganization)(
            user,
            organizationIdOf(n),
            secondsLater(1),
          );
          expect(hasBlockedOrganization(user, organizationIdOf(n))).toBe(isBlock);
          expect(user.blockedOrganizations.length).toBeLessThanOrEqual(1_000);
          expect(new Set(user.blockedOrganizations).size).toBe(user.blockedOrganizations.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});
