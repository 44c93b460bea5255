// What becomes of an account: kept out by the platform, deleted by its owner, brought back, and what it blocks.
import { describe, expect, it } from 'vitest';
import { policyWith } from '../../../src/domain/shared/policy.js';
import {
  block,
  canSignIn,
  deleteUser,
  hasBlocked,
  reinstate,
  restoreUser,
  setDefaultOrganization,
  suspend,
  unblock,
} from '../../../src/domain/user/user.js';
import { later, mentra, organizationIdOf, userOf } from '../support/samples.js';

const day = 86_400;
const policy = policyWith();
const active = userOf(1);
const suspended = userOf(1, { state: 'suspended', suspendedAt: later(1), updatedAt: later(1) });
const deleted = userOf(1, { state: 'deleted', deletedAt: later(2), updatedAt: later(2) });
const accountDeleted = { ok: false, refusal: { code: 'account_deleted' } };

describe('an account that the platform suspends', () => {
  it('cannot sign in, and says since when', () => {
    expect(suspend(active, later(1))).toEqual({ ok: true, value: suspended });
    expect(canSignIn(suspended)).toBe(false);
  });

  it('stays suspended since then when it is suspended again', () => {
    expect(suspend(suspended, later(9))).toEqual({ ok: true, value: suspended });
  });

  it('is as it was once it is reinstated', () => {
    expect(reinstate(suspended, later(9))).toEqual({
      ok: true,
      value: { ...active, updatedAt: later(9) },
    });
    expect(reinstate(active, later(9))).toEqual({ ok: true, value: active });
  });

  it('must not have been deleted: a deleted one is neither suspended nor reinstated', () => {
    const both = { ...deleted, suspendedAt: later(1) };
    for (const user of [deleted, both]) {
      expect(suspend(user, later(9))).toEqual(accountDeleted);
      expect(reinstate(user, later(9))).toEqual(accountDeleted);
    }
  });
});

describe('an account that is deleted', () => {
  it('cannot sign in, keeps its address, and says since when', () => {
    expect(deleteUser(active, later(2))).toEqual(deleted);
    expect(canSignIn(deleted)).toBe(false);
    expect(deleted.emailKey).toBe(active.emailKey);
  });

  it('stays deleted since then when it is deleted again, so that the window does not grow', () => {
    expect(deleteUser(deleted, later(9))).toEqual(deleted);
  });

  it('is as it was once it is restored, until its window of 30 days is over', () => {
    const restoredAt = (seconds: number) => restoreUser(deleted, policy, later(seconds));
    expect(restoredAt(9)).toEqual({ ok: true, value: { ...active, updatedAt: later(9) } });
    expect(restoredAt(2 + 30 * day - 0.001).ok).toBe(true);
    expect(restoredAt(2 + 30 * day)).toEqual({
      ok: false,
      refusal: { code: 'restore_window_over' },
    });
  });

  it('is not restored once its purge has begun', () => {
    const purging = { ...deleted, purgingSince: later(3) };
    expect(restoreUser(purging, policy, later(3))).toEqual({
      ok: false,
      refusal: { code: 'restore_window_over' },
    });
  });

  it('comes back suspended where it was suspended before', () => {
    const both = deleteUser(suspended, later(2));
    expect(both).toMatchObject({ state: 'deleted', suspendedAt: later(1), deletedAt: later(2) });
    expect(restoreUser(both, policy, later(9))).toEqual({
      ok: true,
      value: { ...suspended, updatedAt: later(9) },
    });
  });

  it('that was never deleted is restored as it is', () => {
    for (const user of [active, suspended]) {
      expect(restoreUser(user, policy, later(400 * day))).toEqual({ ok: true, value: user });
    }
  });
});

describe('the organizations that somebody blocks', () => {
  it('are kept in the order in which they were blocked, each once', () => {
    const one = block(active, organizationIdOf(1), later(1));
    const two = block(one, organizationIdOf(2), later(2));
    expect(two).toEqual({
      ...active,
      blockedOrganizations: [organizationIdOf(1), organizationIdOf(2)],
      updatedAt: later(2),
    });
    expect(block(two, organizationIdOf(1), later(3))).toBe(two);
    expect(hasBlocked(two, organizationIdOf(2))).toBe(true);
    expect(hasBlocked(two, organizationIdOf(3))).toBe(false);
  });

  it('are unblocked one by one', () => {
    const two = block(block(active, mentra, later(1)), organizationIdOf(2), later(2));
    expect(unblock(two, mentra, later(3))).toEqual({
      ...active,
      blockedOrganizations: [organizationIdOf(2)],
      updatedAt: later(3),
    });
    expect(unblock(two, organizationIdOf(3), later(3))).toBe(two);
  });

  it('are the last 1,000: the oldest gives way', () => {
    const ids = Array.from({ length: 1_001 }, (_, n) => organizationIdOf(n + 1));
    const full = ids.reduce((user, id) => block(user, id, later(1)), active);
    expect(full.blockedOrganizations).toEqual(ids.slice(1));
    expect(hasBlocked(full, organizationIdOf(1))).toBe(false);
  });
});

describe('the default organization', () => {
  it('is a pointer, and nothing else changes with it', () => {
    expect(setDefaultOrganization(active, mentra, later(1))).toEqual({
      ...active,
      defaultOrg: mentra,
      updatedAt: later(1),
    });
  });
});
