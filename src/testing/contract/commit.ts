// A commit writes all or nothing.

import { assertSame, assertTrue, outcomeOfCall } from './assertions.js';
import { type ClauseGroup, clauseWithoutPasts as clause } from './clause.js';
import { collectionFixtures, invitationFixture, userFixture } from './collection-fixtures.js';
import { commitOrderClauses } from './commit-order.js';
import { bystanderChanges, commitViolations, violationPositions } from './commit-violations.js';
import {
  atMinute,
  commandEntry,
  fenceEntry,
  leaseId,
  notificationMessage,
  operationId,
} from './fixtures.js';

const largeClaimRequest = {
  now: atMinute(60),
  lease: { id: leaseId(1), until: atMinute(90) },
  channel: 'mail' as const,
  limit: 100,
};

export const commitGroup: ClauseGroup = {
  name: 'COMMIT',
  summary: 'all or nothing, and one order of checks',
  clauses: [
    clause(
      'COMMIT-1',
      'After a commit, all of it is stored: the changes to every collection, the journal entry and the messages.',
      async (storage, { write, entry: next }) => {
        const journal = next();
        const messages = [0, 1, 2].map((index) => notificationMessage(journal.id, index));
        await write(
          collectionFixtures.flatMap((each) => [each.insert(1), each.insert(2), each.insert(3)]),
        );
        await write(
          collectionFixtures.flatMap((each) => [
            each.insert(4),
            each.update(1, 1),
            each.touch(2, 1),
            each.remove(3, 1),
          ]),
          { journal, messages },
        );
        for (const each of collectionFixtures) {
          const stored = await Promise.all([1, 2, 3, 4].map((n) => each.exists(storage, n)));
          assertSame(stored, [true, true, false, true], `the rows of ${each.collection}`);
          assertSame(
            await outcomeOfCall(write([each.touch(1, 2), each.touch(2, 2)])),
            'done',
            'their versions',
          );
        }
        assertSame(await storage.journal.findById(journal.id), journal, 'the entry');
        const claimed = await storage.outbox.claim(largeClaimRequest);
        assertSame(
          claimed.map(({ id }) => id),
          messages.map(({ id }) => id),
          'the messages',
        );
      },
    ),

    clause(
      'COMMIT-2',
      'A commit with a violation anywhere writes nothing: no change, no journal entry, no message.',
      async (storage, { write, operation }) => {
        let block = 0;
        for (const violation of commitViolations) {
          for (const position of violationPositions) {
            block += 10;
            const what = `${violation.name}, ${position} in the list`;
            await write([...violation.setupChanges(block), ...bystanderChanges.setup(block)]);
            const given = operation(
              bystanderChanges.withViolation(block, violation.violatingChange(block), position),
            );
            const messages = [notificationMessage(given.journal.id, 0)];
            assertSame(
              await outcomeOfCall(storage.commit({ ...given, messages })),
              violation.expectedOutcome,
              what,
            );
            await bystanderChanges.assertUntouched(storage, block, what);
            assertSame(
              await storage.journal.findById(given.journal.id),
              null,
              `the entry after ${what}`,
            );
          }
        }
        assertSame(await storage.outbox.claim(largeClaimRequest), [], 'messages of failed commits');
      },
    ),

    clause(
      'COMMIT-3',
      'A conflict of the journal entry or of a message undoes the changes too.',
      async (storage, { write }) => {
        const used = commandEntry(99);
        const message = notificationMessage(used.id, 0);
        await write([userFixture.insert(1)], { journal: used, messages: [message] });
        const changes = [userFixture.update(1, 1), userFixture.insert(2)];
        assertSame(
          await outcomeOfCall(write(changes, { journal: used })),
          'journal.id',
          'an entry again',
        );
        assertSame(
          await outcomeOfCall(write(changes, { messages: [message] })),
          'outbox.id',
          'a message again',
        );
        assertSame(
          await userFixture.find(storage, 1),
          { value: userFixture.row(1), version: 1 },
          'the row before',
        );
        assertTrue(!(await userFixture.exists(storage, 2)), 'a row of a failed commit is stored');
      },
    ),

    ...commitOrderClauses,

    clause(
      'COMMIT-9',
      'A commit of only a journal entry, such as a fence, works like any other commit.',
      async (storage, { write, entry: next }) => {
        const [journal, fence] = [next(), fenceEntry(operationId(99))];
        await write([], { journal });
        await write([], { journal: fence });
        assertSame(await storage.journal.findById(journal.id), journal, 'the entry of a command');
        assertSame(await storage.journal.findById(fence.id), fence, 'the fence');
      },
    ),

    clause(
      'COMMIT-10',
      'After a fence, the commit with the same operation id fails and writes nothing.',
      async (storage, { write, operation }) => {
        const late = operation([userFixture.insert(1)]);
        await write([], { journal: fenceEntry(late.journal.id) });
        const commit = { ...late, messages: [notificationMessage(late.journal.id, 0)] };
        assertSame(await outcomeOfCall(storage.commit(commit)), 'journal.id', 'the late commit');
        assertTrue(!(await userFixture.exists(storage, 1)), 'a row of the late commit is stored');
        assertSame(await storage.outbox.claim(largeClaimRequest), [], 'its messages');
        assertSame(
          (await storage.journal.findById(late.journal.id))?.kind,
          'fence',
          'the entry with the id',
        );
      },
    ),

    clause(
      'COMMIT-11',
      'A commit accepts 500 changes, and a violation in the last one undoes them all.',
      async (storage, { write }) => {
        const numbers = Array.from({ length: 500 }, (_, index) => index + 1);
        await write(numbers.map((n) => invitationFixture.insert(n)));
        const closings = numbers.map((n) => invitationFixture.update(n, n === 500 ? 7 : 1));
        assertSame(await outcomeOfCall(write(closings)), 'version_conflict', 'with a violation');
        assertSame(
          (await invitationFixture.find(storage, 1))?.version,
          1,
          'the first row after it',
        );
        await write(numbers.map((n) => invitationFixture.update(n, 1)));
        for (const n of [1, 250, 500]) {
          const expected = { value: invitationFixture.updatedRow(n), version: 2 };
          assertSame(await invitationFixture.find(storage, n), expected, `row ${n}`);
        }
      },
    ),
  ],
};
