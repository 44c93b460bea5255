import { close, type Invitation } from '../../domain/organization/invitation.js';
import { claimed, queued, settled } from '../../domain/shared/delivery.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Storage } from '../../ports/storage.js';
import { updateOf } from './changes.js';
import { type Clause, clause, type Tools } from './clause.js';
import { same, verdictOf } from './expectations.js';
import {
  asClaimed,
  claimAt,
  claimedIds,
  invitationDueAt,
  messageDueAt,
  settlementOf,
  storedInvitation,
  writeToSend,
} from './outbox-rows.js';
import { at, invitationId, leaseId } from './specimens.js';

const invited = invitationDueAt(1, 0);
const told = messageDueAt(1, 0);
const first = claimAt(1);
/** The invitation under the first relay's lease. */
const underLease: Invitation = {
  ...invited,
  delivery: claimed(invited.delivery, first.lease),
  emailSentCount: 1,
};

async function claimBoth(storage: Storage, tools: Tools): Promise<void> {
  await writeToSend(tools, [invited], [told]);
  await storage.outbox.claim(first);
}

function stored(storage: Storage): Promise<Versioned<Invitation>> {
  return storedInvitation(storage, invited);
}

export const settleClauses: readonly Clause[] = [
  clause(
    'OUTBOX-9',
    'Settled as `sent`, an invitation has `lastEmailSentAt` of that time, its delivery is at rest, and its version is one higher.',
    async (storage, tools) => {
      await claimBoth(storage, tools);
      const outcome = { kind: 'sent' } as const;
      same(await storage.outbox.settle(settlementOf(invited, 1)), true, 'the answer');
      const expected = {
        ...underLease,
        delivery: settled(underLease.delivery, outcome),
        lastEmailSentAt: at(2),
      };
      same(await stored(storage), { value: expected, version: 3 }, 'the invitation');
    },
  ),

  clause(
    'OUTBOX-10',
    'Settled as `failed` or `dropped`, an invitation’s delivery is at rest with that mark, its version is one higher, and nothing else has changed.',
    async (storage, tools) => {
      for (const [index, kind] of (['failed', 'dropped'] as const).entries()) {
        const row = invitationDueAt(index + 5, 0, { lastEmailSentAt: at(-1) });
        await writeToSend(tools, [row], []);
        const claim = claimAt(index + 1);
        await storage.outbox.claim(claim);
        const settlement = settlementOf(row, index + 1, { outcome: { kind } });
        same(await storage.outbox.settle(settlement), true, 'the answer');
        const delivery = settled(claimed(row.delivery, claim.lease), { kind });
        const expected = { ...row, delivery, emailSentCount: 1 };
        same(await storedInvitation(storage, row), { value: expected, version: 3 }, kind);
      }
    },
  ),

  clause(
    'OUTBOX-11',
    'What was settled as `sent`, `failed` or `dropped` is not claimed again.',
    async (storage, tools) => {
      for (const [index, kind] of (['sent', 'failed', 'dropped'] as const).entries()) {
        const rows = [invitationDueAt(index + 1, 0), messageDueAt(index + 1, 0)] as const;
        await writeToSend(tools, [rows[0]], [rows[1]]);
        const minute = 20 * index + 1;
        await storage.outbox.claim(claimAt(minute));
        for (const row of rows) {
          await storage.outbox.settle(settlementOf(row, minute, { outcome: { kind } }));
        }
        same(await claimedIds(storage, claimAt(minute + 15)), [], `after ${kind}`);
      }
    },
  ),

  clause(
    'OUTBOX-12',
    'Settled as `retry`, a row is given back: due again at the given time and not before, its attempts counted on.',
    async (storage, tools) => {
      await claimBoth(storage, tools);
      const outcome = { kind: 'retry', at: at(5) } as const;
      for (const row of [invited, told]) {
        same(await storage.outbox.settle(settlementOf(row, 1, { outcome })), true, 'the answer');
      }
      const waiting = { ...underLease, delivery: settled(underLease.delivery, outcome) };
      same(await stored(storage), { value: waiting, version: 3 }, 'the invitation');
      same(await claimedIds(storage, claimAt(4)), [], 'before');
      const again = claimAt(5);
      const delivery = claimed(waiting.delivery, again.lease);
      same(
        await storage.outbox.claim(again),
        [asClaimed({ ...waiting, delivery, emailSentCount: 2 }), asClaimed({ ...told, delivery })],
        'at the time',
      );
    },
  ),

  clause(
    'OUTBOX-13',
    'Only the holder of the lease settles: for anybody else the answer is false, and nothing is written.',
    async (storage, tools) => {
      await claimBoth(storage, tools);
      for (const row of [invited, told]) {
        same(await storage.outbox.settle(settlementOf(row, 7)), false, `${row.id} by a stranger`);
      }
      same(await stored(storage), { value: underLease, version: 2 }, 'the invitation');
      const ids = [invited.id, told.id];
      same(await claimedIds(storage, claimAt(30)), ids, 'what is still to be sent');
      for (const row of [invited, told]) {
        same(
          await storage.outbox.settle(settlementOf(row, 1)),
          false,
          `${row.id} by the former holder`,
        );
        same(await storage.outbox.settle(settlementOf(row, 30)), true, `${row.id} by the holder`);
      }
    },
  ),

  clause(
    'OUTBOX-14',
    'A holder whose lease is over settles all the same, as long as nobody else has claimed.',
    async (storage, tools) => {
      await claimBoth(storage, tools);
      for (const row of [invited, told]) {
        const late = settlementOf(row, 1, { at: at(60) });
        same(await storage.outbox.settle(late), true, row.id);
      }
      same(await claimedIds(storage, claimAt(61)), [], 'what is still to be sent');
    },
  ),

  clause(
    'OUTBOX-15',
    'Settling again answers false and writes nothing.',
    async (storage, tools) => {
      await claimBoth(storage, tools);
      for (const row of [invited, told]) await storage.outbox.settle(settlementOf(row, 1));
      const before = await stored(storage);
      for (const row of [invited, told]) {
        const again = settlementOf(row, 1, { outcome: { kind: 'retry', at: at(3) }, at: at(9) });
        same(await storage.outbox.settle(again), false, row.id);
      }
      same(await stored(storage), before, 'the invitation');
      same(await claimedIds(storage, claimAt(30)), [], 'what is still to be sent');
    },
  ),

  clause(
    'OUTBOX-16',
    'Of several settlements of one row at once exactly one is written.',
    async (storage, tools) => {
      await claimBoth(storage, tools);
      for (const row of [invited, told]) {
        const calls = [2, 3, 4, 5].map((minute) =>
          storage.outbox.settle(settlementOf(row, 1, { at: at(minute) })),
        );
        const answers = await Promise.all(calls);
        same(answers.filter(Boolean).length, 1, `${row.id}: how many were written`);
      }
      same((await stored(storage)).version, 3, 'the version of the invitation');
    },
  ),

  clause(
    'OUTBOX-17',
    'The holder of an invitation that was closed or sent anew meanwhile settles nothing.',
    async (storage, tools) => {
      const closing = close(underLease, 'revoke', null, at(2));
      const anew = { ...invitationDueAt(2, 0), delivery: queued(at(2)), revision: 2 };
      await writeToSend(tools, [invited, invitationDueAt(2, 0)], []);
      await storage.outbox.claim(first);
      await tools.write([updateOf('invitations', closing, 2), updateOf('invitations', anew, 2)]);
      for (const row of [closing, anew]) {
        same(await storage.outbox.settle(settlementOf(row, 1)), false, row.state);
        same(await storedInvitation(storage, row), { value: row, version: 3 }, row.state);
      }
      same(await claimedIds(storage, claimAt(3)), [anew.id], 'what is to be sent now');
    },
  ),

  clause(
    'OUTBOX-18',
    'To settle what is not there, or was never claimed, answers false.',
    async (storage, tools) => {
      await writeToSend(tools, [invited], [told]);
      for (const row of [invited, told]) {
        same(await storage.outbox.settle(settlementOf(row, 1)), false, `${row.id}, not claimed`);
      }
      const unknown = { ...settlementOf(invited, 1), id: invitationId(99), lease: leaseId(1) };
      same(await storage.outbox.settle(unknown), false, 'an unknown id');
      same(await stored(storage), { value: invited, version: 1 }, 'the invitation');
    },
  ),

  clause(
    'OUTBOX-19',
    'A claim and a closing from the version before it exclude each other, also when they come at once.',
    async (storage, tools) => {
      const rows = Array.from({ length: 10 }, (_, index) => invitationDueAt(index + 1, 0));
      await writeToSend(tools, rows, []);
      const closing = (row: Invitation) =>
        tools.write([updateOf('invitations', close(row, 'revoke', null, at(1)), 1)]);
      const [early, late] = [rows.slice(0, 5), rows.slice(5)];
      const before = early.map((row) => verdictOf(closing(row)));
      const claiming = claimedIds(storage, claimAt(1));
      const after = late.map((row) => verdictOf(closing(row)));
      const verdicts = await Promise.all([...before, ...after]);
      const claimed = await claiming;
      for (const [place, { id }] of rows.entries()) {
        const expected = claimed.includes(id) ? 'version_conflict' : 'done';
        same(verdicts[place], expected, `the closing of ${id}`);
      }
    },
  ),
];
