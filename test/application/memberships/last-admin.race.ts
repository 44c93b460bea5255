// Nobody takes the last admin away, whoever else is at it. The control counts the admins and writes, as one would.
import { describe, expect, it } from 'vitest';
import type { OrganizationId, Storage, UserId } from '../../../src/index.js';
import { present, writeRows } from '../../support/guildhall.js';
import {
  demotingEachOther,
  leavingWhileRemoved,
  raceOf,
  type Step,
} from '../support/admin-races.js';
import { tracks } from '../support/races.js';

/** Counts, looks, writes: only what is written is guarded. */
async function naively(
  storage: Storage,
  organizationId: OrganizationId,
  userId: UserId,
  change: { readonly role: 'member' } | { readonly state: 'ended' },
): Promise<void> {
  const admins = await storage.memberships.adminsAbleToSignIn(organizationId, 2);
  if (admins.length < 2) throw new Error('last admin');
  const { value, version } = present(await storage.memberships.findActive(organizationId, userId));
  const row = { kind: 'update', collection: 'memberships', id: value.id } as const;
  await writeRows(storage, [{ ...row, expected: version, value: { ...value, ...change } }]);
}

const naivelyDemoting =
  (whom: 'ada' | 'grace'): Step =>
  ({ storage }, pair) =>
    naively(storage, pair.organizationId, pair[whom].id, { role: 'member' });

const naivelyEnding =
  (whom: 'ada' | 'grace'): Step =>
  ({ storage }, pair) =>
    naively(storage, pair.organizationId, pair[whom].id, { state: 'ended' });

describe.each(tracks)('the last admin on $name', ({ run }) => {
  it('stays, where two demote each other; counting and demoting leaves none', async () => {
    const guarded = await run(demotingEachOther);
    const naive = await run(raceOf(naivelyDemoting('grace'), naivelyDemoting('ada')));
    expect(guarded.wrong).toEqual({});
    expect(naive.wrong['0 admins left']).toBeGreaterThan(0);
  });

  it('stays, where one leaves while the other is removed; counting and ending leaves none', async () => {
    const guarded = await run(leavingWhileRemoved);
    const naive = await run(raceOf(naivelyEnding('ada'), naivelyEnding('grace')));
    expect(guarded.wrong).toEqual({});
    expect(naive.wrong['0 admins left']).toBeGreaterThan(0);
  });
});
