import { type InvitationState, stateAt } from '../../domain/organization/invitation.js';
import { insertOf, touchOf } from './changes.js';
import { type Clause, clause, type Tools } from './clause.js';
import { same } from './expectations.js';
import { addressed, at, email, invitation, organization, user } from './specimens.js';

const [ada, ben, eve] = [user(1), user(2), user(3)];
const [mentra, acme] = [organization(1), organization(2)];
const firstPage = { limit: 100, after: null, skip: 0 };
const now = at(10);

const rows = {
  open: invitation(1, mentra, ada),
  /** Ends at this very moment, and with it is over. */
  overNow: invitation(2, mentra, ada, { expiresAt: now }),
  overInAMoment: invitation(3, mentra, ben, { expiresAt: new Date(now.getTime() + 1) }),
  accepted: invitation(4, mentra, ada, { state: 'accepted', closedAt: at(1) }),
  declined: invitation(5, mentra, ada, { state: 'declined', closedAt: at(1) }),
  revoked: invitation(6, mentra, ada, { state: 'revoked', closedAt: at(1) }),
  markedAsExpired: invitation(7, mentra, ada, { state: 'expired', expiresAt: at(5) }),
  elsewhere: invitation(8, acme, ada, addressed('invitee-1@example.org')),
};

function writeRows({ write }: Tools): Promise<void> {
  return write(Object.values(rows).map((row) => insertOf('invitations', row)));
}

export const readsOfInvitations: readonly Clause[] = [
  clause(
    'READ-21',
    '`invitations.findById` finds invitations in every state; null where there is none of that id.',
    async ({ invitations }, tools) => {
      await writeRows(tools);
      for (const row of Object.values(rows)) {
        same(await invitations.findById(row.id), { value: row, version: 1 }, row.state);
      }
      same(await invitations.findById(invitation(9, mentra, ada).id), null, 'an unknown id');
    },
  ),

  clause(
    'READ-22',
    '`invitations.findOpen` finds the one of an address in an organization that is stored as pending, expired by time or not; where there is none, the newest by id of those stored as expired; null where all are otherwise closed.',
    async ({ invitations }, tools) => {
      await writeRows(tools);
      const open = ({ emailKey }: typeof rows.open, where = mentra) =>
        invitations.findOpen(where.id, emailKey);
      const { open: pending, overNow, markedAsExpired, elsewhere } = rows;
      same(await open(pending), { value: pending, version: 1 }, 'a pending one');
      same(await open(overNow), { value: overNow, version: 1 }, 'one expired by time');
      same(await open(pending, acme), { value: elsewhere, version: 1 }, 'one elsewhere');
      same(await open(markedAsExpired), { value: markedAsExpired, version: 1 }, 'an expired one');
      for (const row of [rows.accepted, rows.declined, rows.revoked]) {
        same(await open(row), null, row.state);
      }
      const unknown = email('nobody@example.org').key;
      same(await invitations.findOpen(mentra.id, unknown), null, 'an unknown address');

      const { email: address, emailKey } = markedAsExpired;
      const again = { email: address, emailKey, state: 'expired' } as const;
      const newest = invitation(30, mentra, ben, again);
      await tools.write([
        insertOf('invitations', newest),
        insertOf('invitations', invitation(20, mentra, ben, { ...again, invitedAt: at(9) })),
        insertOf('invitations', invitation(40, mentra, ben, { ...again, state: 'declined' })),
        insertOf('invitations', invitation(50, acme, ben, again)),
        insertOf(
          'invitations',
          invitation(60, mentra, ben, { ...again, ...addressed(pending.email) }),
        ),
      ]);
      await tools.write([touchOf('invitations', newest, 1)]);
      same(await open(markedAsExpired), { value: newest, version: 2 }, 'the newest of the expired');
      same(await open(pending), { value: pending, version: 1 }, 'a pending one before an expired');
    },
  ),

  clause(
    'READ-23',
    '`invitations.countPending` counts those stored as pending that expire after `now`, and no further than `limit`.',
    async ({ invitations }, tools) => {
      await writeRows(tools);
      const counts = [1, 2, 3, 100].map((limit) => invitations.countPending(mentra.id, now, limit));
      same(await Promise.all(counts), [1, 2, 2, 2], 'the counts up to 1, 2, 3 and 100');
      same(await invitations.countPending(mentra.id, at(0), 100), 3, 'some time before');
      same(await invitations.countPending(organization(9).id, now, 100), 0, 'nowhere');
    },
  ),

  clause(
    'READ-24',
    '`invitations.pendingBy` gives those of an inviter that are stored as pending, expired by time or not, in one organization or, where that is null, in all of them, by id and with their versions.',
    async ({ invitations }, tools) => {
      await writeRows(tools);
      await tools.write([touchOf('invitations', rows.overNow, 1)]);
      const [open, overNow] = [
        { value: rows.open, version: 1 },
        { value: rows.overNow, version: 2 },
      ];
      const elsewhere = { value: rows.elsewhere, version: 1 };
      const pendingBy = (inviter: typeof ada, where: typeof mentra | null) =>
        invitations.pendingBy(inviter.id, where?.id ?? null);
      same(await pendingBy(ada, mentra), [open, overNow], 'those of Ada in an organization');
      same(await pendingBy(ada, acme), [elsewhere], 'those of Ada in another');
      same(await pendingBy(ada, null), [open, overNow, elsewhere], 'those of Ada in all');
      same(await pendingBy(ben, acme), [], 'those of Ben where he invited nobody');
      same(await pendingBy(eve, null), [], 'those of who invited nobody');
    },
  ),

  clause(
    'READ-25',
    '`invitations.list` is newest first, by id; by state it gives those that are in it at `now`, a pending one past its expiry being expired.',
    async ({ invitations }, tools) => {
      await writeRows(tools);
      const idsOf = async (filter: { state?: InvitationState }) => {
        const { items } = await invitations.list(mentra.id, { ...filter, now }, firstPage);
        return items.map(({ id }) => id);
      };
      const newestFirst = Object.values(rows)
        .filter(({ organizationId }) => organizationId === mentra.id)
        .toReversed();
      same(
        await idsOf({}),
        newestFirst.map(({ id }) => id),
        'all',
      );
      for (const state of ['pending', 'accepted', 'declined', 'revoked', 'expired'] as const) {
        const expected = newestFirst.filter((row) => stateAt(row, now) === state);
        same(
          await idsOf({ state }),
          expected.map(({ id }) => id),
          state,
        );
      }
    },
  ),
];
