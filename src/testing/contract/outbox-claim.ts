import { invitationStates } from '../../domain/organization/invitation.js';
import { claimed } from '../../domain/shared/delivery.js';
import { updateOf } from './changes.js';
import { type Clause, clause } from './clause.js';
import { holds, same, verdictOf } from './expectations.js';
import {
  asClaimed,
  claimAt,
  claimedIds,
  invitationDueAt,
  messageDueAt,
  storedInvitation,
  writeToSend,
} from './outbox-rows.js';
import { at, leaseId } from './specimens.js';

export const claimClauses: readonly Clause[] = [
  clause(
    'OUTBOX-1',
    'A claim takes what is due: queued, and its next attempt at `now` or before.',
    async (storage, tools) => {
      const states = ['none', 'sent', 'failed', 'dropped'] as const;
      const atRest = states.map((state, n) => ({ delivery: { state, attempts: 1 }, n }));
      await writeToSend(
        tools,
        [
          invitationDueAt(1, 5),
          invitationDueAt(2, 6),
          ...atRest.map(({ delivery, n }) => invitationDueAt(10 + n, 0, { delivery })),
        ],
        [
          messageDueAt(1, 5),
          messageDueAt(2, 6),
          ...atRest.map(({ delivery, n }) => messageDueAt(10 + n, 0, { delivery })),
        ],
      );
      const due = [invitationDueAt(1, 5).id, messageDueAt(1, 5).id];
      same(await claimedIds(storage, claimAt(4)), [], 'before');
      same(await claimedIds(storage, claimAt(5)), due, 'at the minute');
    },
  ),

  clause(
    'OUTBOX-2',
    'The oldest comes first: invitations and messages together by the time of the next attempt, then by id; no more than `limit`.',
    async (storage, tools) => {
      const [i1, i2, i3] = [invitationDueAt(1, 4), invitationDueAt(2, 1), invitationDueAt(3, 1)];
      const [m1, m2, m3] = [messageDueAt(1, 3), messageDueAt(2, 1), messageDueAt(3, 5)];
      await writeToSend(tools, [i1, i2, i3], [m3, m2, m1]);
      const expected = [i2, i3, m2, m1, i1, m3].map(({ id }) => id);
      const first = await claimedIds(storage, claimAt(6, { limit: 1 }));
      const next = await claimedIds(storage, claimAt(7, { limit: 3 }));
      const rest = await claimedIds(storage, claimAt(8));
      same(
        [first, next, rest],
        [expected.slice(0, 1), expected.slice(1, 4), expected.slice(4)],
        'the claims',
      );
    },
  ),

  clause(
    'OUTBOX-3',
    'What is under a lease is nobody else’s until the lease is over, and then anybody’s.',
    async (storage, tools) => {
      const rows = [invitationDueAt(1, 0), messageDueAt(1, 0)];
      await writeToSend(tools, [invitationDueAt(1, 0)], [messageDueAt(1, 0)]);
      const ids = rows.map(({ id }) => id);
      const until = new Date(at(10).getTime() + 1);
      same(
        await claimedIds(storage, claimAt(1, { lease: { id: leaseId(1), until } })),
        ids,
        'first',
      );
      same(await claimedIds(storage, claimAt(2)), [], 'another relay');
      same(await claimedIds(storage, claimAt(10)), [], 'a millisecond before the end');
      const taken = await storage.outbox.claim(claimAt(11, { now: until }));
      same(
        taken.map(({ id }) => id),
        ids,
        'at the end',
      );
      const leases = taken.map(
        (each) => (each.kind === 'invitation' ? each.invitation : each.message).delivery.lease?.id,
      );
      same(leases, [leaseId(11), leaseId(11)], 'whose they are now');
    },
  ),

  clause(
    'OUTBOX-4',
    'A claim gives each message as it now stands: under the lease, with one attempt more, and otherwise as it was.',
    async (storage, tools) => {
      const row = messageDueAt(1, 0);
      await writeToSend(tools, [], [row]);
      const first = claimAt(1);
      const once = { ...row, delivery: claimed(row.delivery, first.lease) };
      same(await storage.outbox.claim(first), [asClaimed(once)], 'the first claim');
      const second = claimAt(20);
      const twice = { ...row, delivery: claimed(once.delivery, second.lease) };
      same(await storage.outbox.claim(second), [asClaimed(twice)], 'the second claim');
      same(twice.delivery.attempts, 2, 'the attempts');
    },
  ),

  clause(
    'OUTBOX-5',
    'A claim of an invitation counts an attempt in its delivery and in `emailSentCount`, raises its version by one, changes nothing else, and gives it as it is stored.',
    async (storage, tools) => {
      const row = invitationDueAt(1, 0, { emailSentCount: 4 });
      await writeToSend(tools, [row], []);
      const claim = claimAt(1);
      const expected = { ...row, delivery: claimed(row.delivery, claim.lease), emailSentCount: 5 };
      same(await storage.outbox.claim(claim), [asClaimed(expected)], 'what was claimed');
      same(await storedInvitation(storage, row), { value: expected, version: 2 }, 'what is stored');
      const stale = tools.write([updateOf('invitations', row, 1)]);
      same(await verdictOf(stale), 'version_conflict', 'an update from before the claim');
    },
  ),

  clause(
    'OUTBOX-6',
    'Of the invitations only those are claimed that are stored as pending and expire after `now`.',
    async (storage, tools) => {
      const rows = [
        ...invitationStates.map((state, n) => invitationDueAt(n + 1, 0, { state })),
        invitationDueAt(10, 0, { expiresAt: at(5) }),
        invitationDueAt(11, 0, { expiresAt: new Date(at(5).getTime() + 1) }),
      ];
      await writeToSend(tools, rows, []);
      const expected = [invitationDueAt(1, 0).id, invitationDueAt(11, 0).id];
      same(await claimedIds(storage, claimAt(5)), expected, 'what was claimed');
      const expired = await storedInvitation(storage, invitationDueAt(10, 0));
      same(expired.version, 1, 'the version of one that was not');
    },
  ),

  clause(
    'OUTBOX-7',
    'Rows that may not be sent take no place of `limit`.',
    async (storage, tools) => {
      const over = [1, 2, 3].map((n) => invitationDueAt(n, 0, { expiresAt: at(1) }));
      const closed = [4, 5, 6].map((n) => invitationDueAt(n, 0, { state: 'revoked' }));
      const open = invitationDueAt(7, 1);
      await writeToSend(tools, [...over, ...closed, open], []);
      same(await claimedIds(storage, claimAt(5, { limit: 1 })), [open.id], 'what was claimed');
    },
  ),

  clause(
    'OUTBOX-8',
    'Relays that claim at once share nothing and leave nothing.',
    async (storage, tools) => {
      const numbers = Array.from({ length: 15 }, (_, index) => index + 1);
      const invitations = numbers.map((n) => invitationDueAt(n, 0));
      const messages = numbers.map((n) => messageDueAt(n, 0));
      await writeToSend(tools, invitations, messages);
      const claims = [1, 2, 3, 4, 5].map((n) =>
        storage.outbox.claim(claimAt(1, { limit: 10, lease: { id: leaseId(n), until: at(99) } })),
      );
      const taken = (await Promise.all(claims)).flat().map(({ id }) => id);
      const rest = await claimedIds(storage, claimAt(2));
      const expected = [...invitations, ...messages].map(({ id }) => id).sort();
      same([...taken, ...rest].sort(), expected, 'what the relays have, each row once');
      holds(taken.length > 0, 'none of the relays got anything');
      const versions = await Promise.all(invitations.map((row) => storedInvitation(storage, row)));
      same(
        versions.map(({ version }) => version),
        numbers.map(() => 2),
        'the versions',
      );
    },
  ),
];
