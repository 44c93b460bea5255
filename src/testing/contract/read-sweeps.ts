// What is read of invitations and slugs to sweep, settle and purge.

import type { Invitation } from '../../domain/organization/invitation.js';
import type { Change } from '../../ports/storage.js';
import { insertOf, touchOf } from './changes.js';
import { type Clause, clause } from './clause.js';
import { same } from './expectations.js';
import { sameUpToLimits } from './limited.js';
import { addressed, at, email, invitation, organization, slugRecord, user } from './specimens.js';
import { stored, writeRows } from './stored.js';

const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const now = at(10);
const aMomentLater = new Date(now.getTime() + 1);
/** More than a database hands out at once unless it is asked again. */
const many = Array.from({ length: 250 }, (_, index) => index + 1);

const closings = ['accepted', 'declined', 'revoked', 'expired'] as const;

/** One closed in each way at minute 1, with ids from `n` on. */
function closedFrom(n: number, about: Partial<Invitation> = {}): readonly Invitation[] {
  return closings.map((state, index) =>
    invitation(n + index, mentra, ada, { state, closedAt: at(1), ...about }),
  );
}

function insertsOf(rows: readonly Invitation[]): readonly Change[] {
  return rows.map((row) => insertOf('invitations', row));
}

export const readsOfSweeps: readonly Clause[] = [
  clause(
    'READ-31',
    '`invitations.pendingOf` gives all of an organization that are stored as pending, expired by time or not, by id and with their versions.',
    async ({ invitations }, tools) => {
      const rows = [
        invitation(1, mentra, ada),
        invitation(2, mentra, ben, { expiresAt: at(1) }),
        ...closedFrom(3),
        invitation(7, acme, ada),
        invitation(8, mentra, ada),
      ];
      await writeRows(tools, insertsOf(rows));
      const expected = stored(rows, ({ organizationId, state }) => {
        return organizationId === mentra.id && state === 'pending';
      });
      same(await invitations.pendingOf(mentra.id), expected, 'the pending ones');
      same(await invitations.pendingOf(organization(9).id), [], 'where nobody is invited');

      const crowd = many.map((n) => invitation(1_000 + n, organization(3), ada));
      await tools.write(crowd.toReversed().map((row) => insertOf('invitations', row)));
      const all = await invitations.pendingOf(organization(3).id);
      same(
        all.map(({ value }) => value),
        crowd,
        'where many are invited',
      );
    },
  ),

  clause(
    'READ-32',
    '`invitations.pendingUnder` gives those stored as pending that expire after `now` and whose token was made with the key, in whatever organization, by id and no more than `limit`.',
    async ({ invitations }, tools) => {
      const under = (kid: string) => ({ kid, expiresAt: aMomentLater });
      const rows = [
        invitation(1, mentra, ada, { ...under('k2'), expiresAt: now }),
        invitation(2, mentra, ada, under('k2')),
        invitation(3, mentra, ada, under('k1')),
        invitation(4, mentra, ada, under('k2 ')),
        ...closedFrom(5, under('k2')),
        invitation(9, acme, ben, under('k2')),
        invitation(10, mentra, ben, under('k2')),
      ];
      await writeRows(tools, insertsOf(rows));
      const expected = stored(rows, ({ kid, state, expiresAt }) => {
        return kid === 'k2' && state === 'pending' && expiresAt > now;
      });
      const ask = (limit: number) => invitations.pendingUnder('k2', now, limit);
      await sameUpToLimits(ask, expected, 'those of the key');
      same(await invitations.pendingUnder('k', now, 100), [], 'those of a key never used');
    },
  ),

  clause(
    'READ-33',
    '`invitations.overdue` gives those stored as pending that expire at `now` or before, in whatever organization, the longest overdue first, then by id, and no more than `limit`.',
    async ({ invitations }, tools) => {
      const expiring = (n: number, minute: number, where = mentra) =>
        invitation(n, where, ada, { expiresAt: at(minute) });
      const [newest, oldest, first, second] = [
        expiring(1, 10),
        expiring(2, 3, acme),
        expiring(3, 7),
        expiring(4, 7, acme),
      ];
      await writeRows(
        tools,
        insertsOf([
          newest,
          oldest,
          first,
          second,
          invitation(5, mentra, ada, { expiresAt: aMomentLater }),
          ...closedFrom(6, { expiresAt: at(2) }),
        ]),
      );
      const expected = [
        { value: oldest, version: 2 },
        ...[first, second, newest].map((value) => ({ value, version: 1 })),
      ];
      await sameUpToLimits((limit) => invitations.overdue(now, limit), expected, 'the overdue');
      same(await invitations.overdue(at(2), 100), [], 'before the first');
    },
  ),

  clause(
    'READ-34',
    '`invitations.closedUntil` gives those closed at `until` or before, in whatever state and organization, by the time of closing, then by id, and no more than `limit`.',
    async ({ invitations }, tools) => {
      const closed = (
        n: number,
        minute: number,
        state: (typeof closings)[number],
        where = mentra,
      ) => invitation(n, where, ada, { state, closedAt: at(minute) });
      const [newest, oldest, first, second] = [
        closed(1, 10, 'accepted'),
        closed(2, 3, 'expired', acme),
        closed(3, 7, 'declined', acme),
        closed(4, 7, 'revoked'),
      ];
      await writeRows(
        tools,
        insertsOf([
          newest,
          oldest,
          first,
          second,
          invitation(5, mentra, ada, { state: 'revoked', closedAt: aMomentLater }),
          invitation(6, mentra, ada, { expiresAt: at(1) }),
        ]),
      );
      const expected = [
        { value: oldest, version: 2 },
        ...[first, second, newest].map((value) => ({ value, version: 1 })),
      ];
      await sameUpToLimits((limit) => invitations.closedUntil(now, limit), expected, 'the closed');
      same(await invitations.closedUntil(at(2), 100), [], 'before the first');
    },
  ),

  clause(
    'READ-35',
    '`invitations.addressedTo` gives those to an address, in whatever state and organization, by id and no more than `limit`.',
    async ({ invitations }, tools) => {
      const cleo = addressed('Cleo@example.org');
      const rows = [
        invitation(1, mentra, ada, cleo),
        invitation(2, acme, ben, { ...cleo, email: addressed('cleo@example.org').email }),
        ...closedFrom(3, cleo),
        invitation(7, mentra, ada, addressed('cleo+1@example.org')),
        invitation(8, organization(3), ada, { ...cleo, expiresAt: at(1) }),
      ];
      await writeRows(tools, insertsOf(rows));
      const expected = stored(rows, ({ emailKey }) => emailKey === cleo.emailKey);
      const ask = (limit: number) => invitations.addressedTo(cleo.emailKey, limit);
      await sameUpToLimits(ask, expected, 'those to the address');
      const unknown = email('nobody@example.org').key;
      same(await invitations.addressedTo(unknown, 100), [], 'those to an unknown address');
    },
  ),

  clause(
    'READ-36',
    '`invitations.ofOrganization` gives those of an organization, in whatever state, by id and no more than `limit`.',
    async ({ invitations }, tools) => {
      const rows = [
        invitation(1, mentra, ada),
        invitation(2, mentra, ada, { expiresAt: at(1) }),
        invitation(3, acme, ada),
        ...closedFrom(4),
      ];
      await writeRows(tools, insertsOf(rows));
      const expected = stored(rows, ({ organizationId }) => organizationId === mentra.id);
      const ask = (limit: number) => invitations.ofOrganization(mentra.id, limit);
      await sameUpToLimits(ask, expected, 'those of the organization');
      same(await invitations.ofOrganization(organization(9).id, 100), [], 'of one without any');
    },
  ),

  clause(
    'READ-37',
    '`slugs.ofOrganization` gives the current slug of an organization and its former ones, by slug and with their versions.',
    async ({ slugs }, { write }) => {
      const rows = [
        slugRecord('a-b', mentra, { state: 'former' }),
        slugRecord('a1', mentra, { since: at(3) }),
        slugRecord('ab', mentra, { state: 'former', since: at(1) }),
      ] as const;
      await write([
        ...rows.toReversed().map((row) => insertOf('slugs', row)),
        insertOf('slugs', slugRecord('a0', acme)),
      ]);
      await write([touchOf('slugs', rows[0], 1)]);
      const expected = rows.map((value) => ({ value, version: value === rows[0] ? 2 : 1 }));
      same(await slugs.ofOrganization(mentra.id), expected, 'the slugs');
      same(await slugs.ofOrganization(organization(9).id), [], 'of an organization without any');
    },
  ),
];
