// No two commands at once remove the last admin. The control counts the admins and then writes without a guard.
import { describe, expect, it } from 'vitest';
import type { OrganizationId, Storage, UserId } from '../../../src/index.js';
import { assertPresent, commitChanges } from '../../support/world.js';
import {
  type AdminRaceStep,
  adminRaceOf,
  leaveWhileRemovedRace,
  mutualDemotionRace,
} from '../support/admin-races.js';
import { raceBackends } from '../support/races.js';

/** Counts the admins, reads the membership, and writes it: only the written row is guarded. */
async function changeByHand(
  storage: Storage,
  organizationId: OrganizationId,
  userId: UserId,
  change: { readonly role: 'member' } | { readonly state: 'ended' },
): Promise<void> {
  const admins = await storage.memberships.listActiveAdminIds(organizationId, 2);
  if (admins.length < 2) throw new Error('last admin');
  const { value, version } = assertPresent(
    await storage.memberships.findActive(organizationId, userId),
  );
  const row = { kind: 'update', collection: 'memberships', id: value.id } as const;
  await commitChanges(storage, [
    { ...row, expectedVersion: version, value: { ...value, ...change } },
  ]);
}

const demoteByHand =
  (whom: 'ada' | 'grace'): AdminRaceStep =>
  ({ storage }, pair) =>
    changeByHand(storage, pair.organizationId, pair[whom].id, { role: 'member' });

const endByHand =
  (whom: 'ada' | 'grace'): AdminRaceStep =>
  ({ storage }, pair) =>
    changeByHand(storage, pair.organizationId, pair[whom].id, { state: 'ended' });

describe.each(raceBackends)('the last admin on $name', ({ run }) => {
  it('stays where two demote each other; without the guard none is left', async () => {
    const guarded = await run(mutualDemotionRace);
    const naive = await run(adminRaceOf(demoteByHand('grace'), demoteByHand('ada')));
    expect(guarded.violations).toEqual({});
    expect(naive.violations['0 admins left']).toBeGreaterThan(0);
  });

  it('stays where one leaves while the other is removed; without the guard none is left', async () => {
    const guarded = await run(leaveWhileRemovedRace);
    const naive = await run(adminRaceOf(endByHand('ada'), endByHand('grace')));
    expect(guarded.violations).toEqual({});
    expect(naive.violations['0 admins left']).toBeGreaterThan(0);
  });
});
