// Reads of invitations and slugs for maintenance tasks and for deletions.

import type { Invitation } from '../../domain/organization/invitation.js';
import type { Change } from '../../ports/storage.js';
import { insertChange, touchChange } from '../row-changes.js';
import { assertSame } from './assertions.js';
import { type Clause, clause } from './clause.js';
import {
  atMinute,
  emailFields,
  emailWithKeyOrThrow,
  invitation,
  organization,
  slugRecord,
  user,
} from './fixtures.js';
import { assertListUpToLimits } from './list-limits.js';
import { versionedRowsAfterTouch, writeRowsAndTouchSecond } from './versioned-rows.js';

const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];
const now = atMinute(10);
const oneMillisecondLater = new Date(now.getTime() + 1);
/** More rows than a database returns in one batch. */
const numbersTo250 = Array.from({ length: 250 }, (_, index) => index + 1);

const closedInvitationStates = ['accepted', 'declined', 'revoked', 'expired'] as const;

/** One invitation in each closed state, closed at minute 1, with ids from `n` on. */
function oneInvitationPerClosedState(
  firstNumber: number,
  overrides: Partial<Invitation> = {},
): readonly Invitation[] {
  return closedInvitationStates.map((state, index) =>
    invitation(firstNumber + index, mentra, ada, { state, closedAt: atMinute(1), ...overrides }),
  );
}

function invitationInserts(rows: readonly Invitation[]): readonly Change[] {
  return rows.map((row) => insertChange('invitations', row));
}

export const maintenanceReadClauses: readonly Clause[] = [
  clause(
    'READ-31',
    '`invitations.listPendingByOrganization` returns all invitations of an organization that are stored as pending, even past their expiry, by id and with their versions.',
    async ({ invitations }, writer) => {
      const rows = [
        invitation(1, mentra, ada),
        invitation(2, mentra, ben, { expiresAt: atMinute(1) }),
        ...oneInvitationPerClosedState(3),
        invitation(7, acme, ada),
        invitation(8, mentra, ada),
      ];
      await writeRowsAndTouchSecond(writer, invitationInserts(rows));
      const expected = versionedRowsAfterTouch(rows, ({ organizationId, state }) => {
        return organizationId === mentra.id && state === 'pending';
      });
      assertSame(
        await invitations.listPendingByOrganization(mentra.id),
        expected,
        'the pending ones',
      );
      assertSame(
        await invitations.listPendingByOrganization(organization(9).id),
        [],
        'an organization without invitations',
      );

      const many = numbersTo250.map((n) => invitation(1_000 + n, organization(3), ada));
      await writer.write(many.toReversed().map((row) => insertChange('invitations', row)));
      const all = await invitations.listPendingByOrganization(organization(3).id);
      assertSame(
        all.map(({ value }) => value),
        many,
        'an organization with many invitations',
      );
    },
  ),

  clause(
    'READ-32',
    '`invitations.listPendingBySigningKey` returns the invitations of all organizations that are stored as pending, expire after `now` and have a token signed with the key, by id, up to `limit`.',
    async ({ invitations }, writer) => {
      const under = (kid: string) => ({ kid, expiresAt: oneMillisecondLater });
      const rows = [
        invitation(1, mentra, ada, { ...under('k2'), expiresAt: now }),
        invitation(2, mentra, ada, under('k2')),
        invitation(3, mentra, ada, under('k1')),
        invitation(4, mentra, ada, under('k2 ')),
        ...oneInvitationPerClosedState(5, under('k2')),
        invitation(9, acme, ben, under('k2')),
        invitation(10, mentra, ben, under('k2')),
      ];
      await writeRowsAndTouchSecond(writer, invitationInserts(rows));
      const expected = versionedRowsAfterTouch(rows, ({ kid, state, expiresAt }) => {
        return kid === 'k2' && state === 'pending' && expiresAt > now;
      });
      const read = (limit: number) => invitations.listPendingBySigningKey('k2', now, limit);
      await assertListUpToLimits(read, expected, 'those of the key');
      assertSame(
        await invitations.listPendingBySigningKey('k', now, 100),
        [],
        'those of a key never used',
      );
    },
  ),

  clause(
    'READ-33',
    '`invitations.listPendingPastExpiry` returns the invitations of all organizations that are stored as pending and expire at or before `now`, the earliest expiry first, then by id, up to `limit`.',
    async ({ invitations }, writer) => {
      const expiring = (n: number, minute: number, where = mentra) =>
        invitation(n, where, ada, { expiresAt: atMinute(minute) });
      const [newest, oldest, first, second] = [
        expiring(1, 10),
        expiring(2, 3, acme),
        expiring(3, 7),
        expiring(4, 7, acme),
      ];
      await writeRowsAndTouchSecond(
        writer,
        invitationInserts([
          newest,
          oldest,
          first,
          second,
          invitation(5, mentra, ada, { expiresAt: oneMillisecondLater }),
          ...oneInvitationPerClosedState(6, { expiresAt: atMinute(2) }),
        ]),
      );
      const expected = [
        { value: oldest, version: 2 },
        ...[first, second, newest].map((value) => ({ value, version: 1 })),
      ];
      await assertListUpToLimits(
        (limit) => invitations.listPendingPastExpiry(now, limit),
        expected,
        'the overdue',
      );
      assertSame(await invitations.listPendingPastExpiry(atMinute(2), 100), [], 'before the first');
    },
  ),

  clause(
    'READ-34',
    '`invitations.listClosedUntil` returns the invitations of all organizations that were closed at or before `until`, in any closed state, by the time of closing, then by id, up to `limit`.',
    async ({ invitations }, writer) => {
      const closed = (
        n: number,
        minute: number,
        state: (typeof closedInvitationStates)[number],
        where = mentra,
      ) => invitation(n, where, ada, { state, closedAt: atMinute(minute) });
      const [newest, oldest, first, second] = [
        closed(1, 10, 'accepted'),
        closed(2, 3, 'expired', acme),
        closed(3, 7, 'declined', acme),
        closed(4, 7, 'revoked'),
      ];
      await writeRowsAndTouchSecond(
        writer,
        invitationInserts([
          newest,
          oldest,
          first,
          second,
          invitation(5, mentra, ada, { state: 'revoked', closedAt: oneMillisecondLater }),
          invitation(6, mentra, ada, { expiresAt: atMinute(1) }),
        ]),
      );
      const expected = [
        { value: oldest, version: 2 },
        ...[first, second, newest].map((value) => ({ value, version: 1 })),
      ];
      await assertListUpToLimits(
        (limit) => invitations.listClosedUntil(now, limit),
        expected,
        'the closed',
      );
      assertSame(await invitations.listClosedUntil(atMinute(2), 100), [], 'before the first');
    },
  ),

  clause(
    'READ-35',
    '`invitations.listByEmail` returns the invitations to an address, in any state and organization, by id, up to `limit`.',
    async ({ invitations }, writer) => {
      const cleo = emailFields('Cleo@example.org');
      const rows = [
        invitation(1, mentra, ada, cleo),
        invitation(2, acme, ben, { ...cleo, email: emailFields('cleo@example.org').email }),
        ...oneInvitationPerClosedState(3, cleo),
        invitation(7, mentra, ada, emailFields('cleo+1@example.org')),
        invitation(8, organization(3), ada, { ...cleo, expiresAt: atMinute(1) }),
      ];
      await writeRowsAndTouchSecond(writer, invitationInserts(rows));
      const expected = versionedRowsAfterTouch(rows, ({ emailKey }) => emailKey === cleo.emailKey);
      const read = (limit: number) => invitations.listByEmail(cleo.emailKey, limit);
      await assertListUpToLimits(read, expected, 'those to the address');
      const unknown = emailWithKeyOrThrow('nobody@example.org').key;
      assertSame(await invitations.listByEmail(unknown, 100), [], 'those to an unknown address');
    },
  ),

  clause(
    'READ-36',
    '`invitations.listAllByOrganization` returns the invitations of an organization, in any state, by id, up to `limit`.',
    async ({ invitations }, writer) => {
      const rows = [
        invitation(1, mentra, ada),
        invitation(2, mentra, ada, { expiresAt: atMinute(1) }),
        invitation(3, acme, ada),
        ...oneInvitationPerClosedState(4),
      ];
      await writeRowsAndTouchSecond(writer, invitationInserts(rows));
      const expected = versionedRowsAfterTouch(
        rows,
        ({ organizationId }) => organizationId === mentra.id,
      );
      const read = (limit: number) => invitations.listAllByOrganization(mentra.id, limit);
      await assertListUpToLimits(read, expected, 'those of the organization');
      assertSame(
        await invitations.listAllByOrganization(organization(9).id, 100),
        [],
        'of one without any',
      );
    },
  ),

  clause(
    'READ-37',
    '`slugs.listAllByOrganization` returns the current slug and the former slugs of an organization, by slug and with their versions.',
    async ({ slugs }, { write }) => {
      const rows = [
        slugRecord('a-b', mentra, { state: 'former' }),
        slugRecord('a1', mentra, { since: atMinute(3) }),
        slugRecord('ab', mentra, { state: 'former', since: atMinute(1) }),
      ] as const;
      await write([
        ...rows.toReversed().map((row) => insertChange('slugs', row)),
        insertChange('slugs', slugRecord('a0', acme)),
      ]);
      await write([touchChange('slugs', rows[0], 1)]);
      const expected = rows.map((value) => ({ value, version: value === rows[0] ? 2 : 1 }));
      assertSame(await slugs.listAllByOrganization(mentra.id), expected, 'the slugs');
      assertSame(
        await slugs.listAllByOrganization(organization(9).id),
        [],
        'of an organization without any',
      );
    },
  ),
];
