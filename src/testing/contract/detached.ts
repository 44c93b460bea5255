// Nothing is shared between a storage and its callers: changing an object on one side changes nothing on the other.

import { claimDelivery, queuedDelivery } from '../../domain/shared/delivery-lease-and-retry.js';
import type { DeliveryClaimRequest, DeliverySettlement, Storage } from '../../ports/storage.js';
import { interceptStorage } from '../doubles/intercept-storage.js';
import { insertChange } from '../row-changes.js';
import { assertInserted } from './assert-inserted.js';
import { assertSame, foundOrThrow } from './assertions.js';
import { type ClauseGroup, clause, clauseWithoutPasts, type TestWriter } from './clause.js';
import {
  atMinute,
  invitation,
  leaseId,
  notificationMessage,
  operationId,
  organization,
  user,
} from './fixtures.js';
import { mutateDeep } from './mutate-deep.js';
import { createSampleOperation, readCalls, writeCalls } from './sample-data.js';

const mentra = organization(1);
const queuedNotification = notificationMessage(operationId(99), 0);
const queuedInvitation = invitation(1, mentra, user(1), { delivery: queuedDelivery(atMinute(0)) });

/** A new object each time, because the clauses change it. */
function createShortClaimRequest(minute: number): DeliveryClaimRequest {
  return {
    now: atMinute(minute),
    lease: { id: leaseId(minute), until: atMinute(minute + 1) },
    channel: 'mail',
    limit: 10,
  };
}

function writeQueuedSamples({ write }: TestWriter): Promise<void> {
  return write([insertChange('invitations', queuedInvitation)], { messages: [queuedNotification] });
}

async function loadQueuedInvitationOrThrow(storage: Storage) {
  const stored = await storage.invitations.findById(queuedInvitation.id);
  return foundOrThrow(stored, 'the invitation').value;
}

export const detachedGroup: ClauseGroup = {
  name: 'DETACHED',
  summary: 'a storage shares no object with its callers',
  clauses: [
    clause(
      'DETACHED-1',
      'Changing an operation object after its commit changes nothing that is stored.',
      async (storage) => {
        const given = createSampleOperation();
        await storage.commit(given);
        const before: unknown[] = [];
        for (const { call } of readCalls) before.push(structuredClone(await call(storage)));
        mutateDeep(given);
        for (const [place, { name, call }] of readCalls.entries()) {
          assertSame(await call(storage), before[place], `${name} after the operation was changed`);
        }
        const claimed = await storage.outbox.claim(createShortClaimRequest(1));
        const expected = createSampleOperation()
          .messages.filter(({ delivery }) => delivery.state === 'queued')
          .map(({ id }) => id);
        assertSame(
          claimed.filter(({ kind }) => kind === 'message').map(({ id }) => id),
          expected,
          'the messages',
        );
      },
    ),

    clause('DETACHED-2', 'A commit does not change its operation object.', async (storage) => {
      const given = createSampleOperation();
      await storage.commit(given);
      assertSame(given, createSampleOperation(), 'the operation after its commit');
    }),

    clause(
      'DETACHED-3',
      'Changing the result of a read changes neither stored data nor any other result.',
      async (storage) => {
        await storage.commit(createSampleOperation());
        for (const { name, call } of readCalls) {
          const answer = await call(storage);
          const other = await call(storage);
          const expected = structuredClone(answer);
          mutateDeep(answer);
          assertSame(other, expected, `the other answer of ${name}`);
          assertSame(await call(storage), expected, `${name} after its first answer was changed`);
        }
      },
    ),

    clause(
      'DETACHED-4',
      'Changing a claim request or the result of a claim changes nothing that is stored.',
      async (storage, writer) => {
        await writeQueuedSamples(writer);
        const claim = createShortClaimRequest(1);
        const answer = await storage.outbox.claim(claim);
        assertSame(answer.length, 2, 'how many were claimed');
        mutateDeep(answer);
        mutateDeep(claim);
        const { lease } = createShortClaimRequest(1);
        const delivery = claimDelivery(queuedInvitation.delivery, lease);
        assertSame(
          await loadQueuedInvitationOrThrow(storage),
          { ...queuedInvitation, delivery, emailSentCount: 1 },
          'the invitation',
        );
        const again = createShortClaimRequest(5);
        const second = (await storage.outbox.claim(again)).find(({ kind }) => kind === 'message');
        const expected = {
          ...queuedNotification,
          delivery: claimDelivery(claimDelivery(queuedNotification.delivery, lease), again.lease),
        };
        assertSame(
          second,
          { kind: 'message', id: queuedNotification.id, message: expected },
          'the message',
        );
      },
    ),

    clause(
      'DETACHED-5',
      'Changing a settlement object after the call changes nothing that is stored.',
      async (storage, writer) => {
        await writeQueuedSamples(writer);
        await storage.outbox.claim(createShortClaimRequest(1));
        const sent: DeliverySettlement = {
          kind: 'invitation',
          id: queuedInvitation.id,
          leaseId: leaseId(1),
          outcome: { kind: 'sent' },
          at: atMinute(2),
        };
        const retry: DeliverySettlement = {
          kind: 'message',
          id: queuedNotification.id,
          leaseId: leaseId(1),
          outcome: { kind: 'retry', at: atMinute(7) },
          at: atMinute(2),
        };
        await storage.outbox.settle(sent);
        await storage.outbox.settle(retry);
        mutateDeep(sent);
        mutateDeep(retry);
        assertSame(
          (await loadQueuedInvitationOrThrow(storage)).lastEmailSentAt,
          atMinute(2),
          'when it was sent',
        );
        assertSame(
          await storage.outbox.claim(createShortClaimRequest(6)),
          [],
          'what is due before the next attempt',
        );
        assertSame(
          (await storage.outbox.claim(createShortClaimRequest(7))).length,
          1,
          'what is due at the next attempt',
        );
      },
    ),

    clause(
      'DETACHED-6',
      'Readers that ask the same at the same moment get results of their own.',
      async (storage) => {
        await storage.commit(createSampleOperation());
        for (const { name, call } of readCalls) {
          const expected = structuredClone(await call(storage));
          const [answer, other] = await Promise.all([call(storage), call(storage)]);
          mutateDeep(answer);
          assertSame(other, expected, `${name} after a concurrent answer was changed`);
        }
      },
    ),

    clause('DETACHED-7', 'No call changes its arguments.', async (storage) => {
      const watched = interceptStorage(storage, async ({ method, args }, proceed) => {
        const given = structuredClone(args);
        const answer = await proceed();
        assertSame(args, given, `the arguments of ${method} after the call`);
        return answer;
      });
      await watched.commit(createSampleOperation());
      for (const { call } of [...readCalls, ...writeCalls]) await call(watched);
    }),

    clauseWithoutPasts(
      'DETACHED-8',
      'A commit writes its operation as it was at the call, even if it changes while the commit runs.',
      async (storage) => {
        const given = createSampleOperation();
        const { changes, journal } = createSampleOperation();
        const running = storage.commit(given);
        mutateDeep(given);
        await running;
        await assertInserted(storage, changes);
        assertSame(await storage.journal.findById(journal.id), journal, 'the entry');
      },
    ),
  ],
};
