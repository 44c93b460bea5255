import { claimed, queued } from '../../domain/shared/delivery.js';
import type { Claim, Settlement, Storage } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import { clause, type Family, type Tools } from './clause.js';
import { found, same } from './expectations.js';
import { at, invitation, leaseId, message, operationId, organization, user } from './specimens.js';
import { spoil } from './spoil.js';
import { reads, world } from './world.js';

const mentra = organization(1);
const told = message(operationId(99), 0);
const invited = invitation(1, mentra, user(1), { delivery: queued(at(0)) });

/** Made anew each time, to be spoiled. */
function claimAt(minutes: number): Claim {
  return {
    now: at(minutes),
    lease: { id: leaseId(minutes), until: at(minutes + 1) },
    limit: 10,
  };
}

function writeBoth({ write }: Tools): Promise<void> {
  return write([insertOf('invitations', invited)], { messages: [told] });
}

async function storedInvitation(storage: Storage) {
  const stored = await storage.invitations.findById(invited.id);
  return found(stored, 'the invitation').value;
}

export const detached: Family = {
  name: 'DETACHED',
  about: 'nothing is shared between a storage and its callers',
  clauses: [
    clause(
      'DETACHED-1',
      'What becomes of a committed operation in its caller’s hands changes nothing that is stored.',
      async (storage) => {
        const given = world();
        await storage.commit(given);
        const before: unknown[] = [];
        for (const { call } of reads) before.push(structuredClone(await call(storage)));
        spoil(given);
        for (const [place, { name, call }] of reads.entries()) {
          same(await call(storage), before[place], `${name} after the operation was changed`);
        }
        const sent = await storage.outbox.claim(claimAt(1));
        const expected = world()
          .messages.filter(({ delivery }) => delivery.state === 'queued')
          .map(({ id }) => id);
        same(
          sent.filter(({ kind }) => kind === 'message').map(({ id }) => id),
          expected,
          'the messages',
        );
      },
    ),

    clause('DETACHED-2', 'A commit leaves its operation as it was.', async (storage) => {
      const given = world();
      await storage.commit(given);
      same(given, world(), 'the operation after its commit');
    }),

    clause(
      'DETACHED-3',
      'What becomes of a read’s answer changes nothing that is stored, nor any other answer.',
      async (storage) => {
        await storage.commit(world());
        for (const { name, call } of reads) {
          const answer = await call(storage);
          const other = await call(storage);
          const expected = structuredClone(answer);
          spoil(answer);
          same(other, expected, `the other answer of ${name}`);
          same(await call(storage), expected, `${name} after its first answer was changed`);
        }
      },
    ),

    clause(
      'DETACHED-4',
      'What becomes of a claim, or of what it was given, changes nothing that is stored.',
      async (storage, tools) => {
        await writeBoth(tools);
        const claim = claimAt(1);
        const answer = await storage.outbox.claim(claim);
        same(answer.length, 2, 'how many were claimed');
        spoil(answer);
        spoil(claim);
        const { lease } = claimAt(1);
        const delivery = claimed(invited.delivery, lease);
        same(
          await storedInvitation(storage),
          { ...invited, delivery, emailSentCount: 1 },
          'the invitation',
        );
        const again = claimAt(5);
        const second = (await storage.outbox.claim(again)).find(({ kind }) => kind === 'message');
        const expected = { ...told, delivery: claimed(claimed(told.delivery, lease), again.lease) };
        same(second, { kind: 'message', id: told.id, message: expected }, 'the message');
      },
    ),

    clause(
      'DETACHED-5',
      'What becomes of a settlement in its caller’s hands changes nothing that is stored.',
      async (storage, tools) => {
        await writeBoth(tools);
        await storage.outbox.claim(claimAt(1));
        const sent: Settlement = {
          kind: 'invitation',
          id: invited.id,
          lease: leaseId(1),
          outcome: { kind: 'sent' },
          at: at(2),
        };
        const retry: Settlement = {
          kind: 'message',
          id: told.id,
          lease: leaseId(1),
          outcome: { kind: 'retry', at: at(7) },
          at: at(2),
        };
        await storage.outbox.settle(sent);
        await storage.outbox.settle(retry);
        spoil(sent);
        spoil(retry);
        same((await storedInvitation(storage)).lastEmailSentAt, at(2), 'when it was sent');
        same(await storage.outbox.claim(claimAt(6)), [], 'what is due before the next attempt');
        same((await storage.outbox.claim(claimAt(7))).length, 1, 'what is due at the next attempt');
      },
    ),
  ],
};
