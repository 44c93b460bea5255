// The states of an account: suspended, deleted and restored. Also the organizations that it blocks.
import { describe, expect, it } from 'vitest';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import {
  blockOrganization,
  canSignIn,
  deleteUser,
  hasBlockedOrganization,
  reinstateUser,
  restoreUser,
  setDefaultOrganization,
  suspendUser,
  unblockOrganization,
} from '../../../src/domain/user/user.js';
import { mentraId, organizationIdOf, sampleUser, secondsLater } from '../support/samples.js';

const day = 86_400;
const policy = resolvePolicy();
const active = sampleUser(1);
const suspended = sampleUser(1, {
  state: 'suspended',
  suspendedAt: secondsLater(1),
  updatedAt: secondsLater(1),
});
const deleted = sampleUser(1, {
  state: 'deleted',
  deletedAt: secondsLater(2),
  updatedAt: secondsLater(2),
});
const accountDeleted = { ok: false, refusal: { code: 'account_deleted' } };

describe('a suspended account', () => {
  it('cannot sign in, and has its suspension time', () => {
    expect(suspendUser(active, secondsLater(1))).toEqual({ ok: true, value: suspended });
    expect(canSignIn(suspended)).toBe(false);
  });

  it('keeps its suspension time when it is suspended again', () => {
    expect(suspendUser(suspended, secondsLater(9))).toEqual({ ok: true, value: suspended });
  });

  it('is unchanged after it is reinstated', () => {
    expect(reinstateUser(suspended, secondsLater(9))).toEqual({
      ok: true,
      value: { ...active, updatedAt: secondsLater(9) },
    });
    expect(reinstateUser(active, secondsLater(9))).toEqual({ ok: true, value: active });
  });

  it('cannot be a deleted one: a deleted account is neither suspended nor reinstated', () => {
    const both = { ...deleted, suspendedAt: secondsLater(1) };
    for (const user of [deleted, both]) {
      expect(suspendUser(user, secondsLater(9))).toEqual(accountDeleted);
      expect(reinstateUser(user, secondsLater(9))).toEqual(accountDeleted);
    }
  });
});

describe('a deleted account', () => {
  it('cannot sign in, keeps its email address, and has its deletion time', () => {
    expect(deleteUser(active, secondsLater(2))).toEqual(deleted);
    expect(canSignIn(deleted)).toBe(false);
    expect(deleted.emailKey).toBe(active.emailKey);
  });

  it('keeps its deletion time when it is deleted again, so that its window does not grow', () => {
    expect(deleteUser(deleted, secondsLater(9))).toEqual(deleted);
  });

  it('is unchanged after it is restored within 30 days', () => {
    const restoredAt = (seconds: number) => restoreUser(deleted, policy, secondsLater(seconds));
    expect(restoredAt(9)).toEqual({ ok: true, value: { ...active, updatedAt: secondsLater(9) } });
    expect(restoredAt(2 + 30 * day - 0.001).ok).toBe(true);
    expect(restoredAt(2 + 30 * day)).toEqual({
      ok: false,
      refusal: { code: 'restore_window_over' },
    });
  });

  it('cannot be restored after its purge has begun', () => {
    const purging = { ...deleted, purgingSince: secondsLater(3) };
    expect(restoreUser(purging, policy, secondsLater(3))).toEqual({
      ok: false,
      refusal: { code: 'restore_window_over' },
    });
  });

  it('is suspended after the restore if it was suspended before', () => {
    const both = deleteUser(suspended, secondsLater(2));
    expect(both).toMatchObject({
      state: 'deleted',
      suspendedAt: secondsLater(1),
      deletedAt: secondsLater(2),
    });
    expect(restoreUser(both, policy, secondsLater(9))).toEqual({
      ok: true,
      value: { ...suspended, updatedAt: secondsLater(9) },
    });
  });

  it('that was never deleted is not changed by a restore', () => {
    for (const user of [active, suspended]) {
      expect(restoreUser(user, policy, secondsLater(400 * day))).toEqual({ ok: true, value: user });
    }
  });
});

describe('blocked organizations', () => {
  it('are stored in the order in which they were blocked, each once', () => {
    const one = blockOrganization(active, organizationIdOf(1), secondsLater(1));
    const two = blockOrganization(one, organizationIdOf(2), secondsLater(2));
    expect(two).toEqual({
      ...active,
      blockedOrganizations: [organizationIdOf(1), organizationIdOf(2)],
      updatedAt: secondsLater(2),
    });
    expect(blockOrganization(two, organizationIdOf(1), secondsLater(3))).toBe(two);
    expect(hasBlockedOrganization(two, organizationIdOf(2))).toBe(true);
    expect(hasBlockedOrganization(two, organizationIdOf(3))).toBe(false);
  });

  it('are unblocked one by one', () => {
    const two = blockOrganization(
      blockOrganization(active, mentraId, secondsLater(1)),
      organizationIdOf(2),
      secondsLater(2),
    );
    expect(unblockOrganization(two, mentraId, secondsLater(3))).toEqual({
      ...active,
      blockedOrganizations: [organizationIdOf(2)],
      updatedAt: secondsLater(3),
    });
    expect(unblockOrganization(two, organizationIdOf(3), secondsLater(3))).toBe(two);
  });

  it('are at most 1,000: the oldest is removed', () => {
    const ids = Array.from({ length: 1_001 }, (_, n) => organizationIdOf(n + 1));
    const full = ids.reduce((user, id) => blockOrganization(user, id, secondsLater(1)), active);
    expect(full.blockedOrganizations).toEqual(ids.slice(1));
    expect(hasBlockedOrganization(full, organizationIdOf(1))).toBe(false);
  });
});

describe('the default organization', () => {
  it('is set without any other change', () => {
    expect(setDefaultOrganization(active, mentraId, secondsLater(1))).toEqual({
      ...active,
      defaultOrg: mentraId,
      updatedAt: secondsLater(1),
    });
  });
});
