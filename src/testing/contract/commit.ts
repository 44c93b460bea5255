import { clause, type Family } from './clause.js';
import { invitations, users as people, specimens } from './collections.js';
import { orderOfVerdicts } from './commit-order.js';
import { holds, same, verdictOf } from './expectations.js';
import { at, entry, fence, leaseId, message, operationId } from './specimens.js';
import { around, positions, violations } from './violations.js';

const claimAll = { now: at(60), lease: { id: leaseId(1), until: at(90) }, limit: 100 };

export const commit: Family = {
  name: 'COMMIT',
  about: 'all or nothing, and one order of verdicts',
  clauses: [
    clause(
      'COMMIT-1',
      'After a commit all of it is there: changes to every collection, the entry, the messages.',
      async (storage, { write, entry: next }) => {
        const journal = next();
        const messages = [0, 1, 2].map((index) => message(journal.id, index));
        await write(specimens.flatMap((each) => [each.insert(1), each.insert(2), each.insert(3)]));
        await write(
          specimens.flatMap((each) => [
            each.insert(4),
            each.update(1, 1),
            each.touch(2, 1),
            each.remove(3, 1),
          ]),
          { journal, messages },
        );
        for (const each of specimens) {
          const standing = await Promise.all([1, 2, 3, 4].map((n) => each.stands(storage, n)));
          same(standing, [true, true, false, true], `the rows of ${each.collection}`);
          same(
            await verdictOf(write([each.touch(1, 2), each.touch(2, 2)])),
            'done',
            'their versions',
          );
        }
        same(await storage.journal.find(journal.id), journal, 'the entry');
        const claimed = await storage.outbox.claim(claimAll);
        same(
          claimed.map(({ id }) => id),
          messages.map(({ id }) => id),
          'the messages',
        );
      },
    ),

    clause(
      'COMMIT-2',
      'A commit with a violation anywhere in it writes nothing: no change, no entry, no message.',
      async (storage, { write, operation }) => {
        let block = 0;
        for (const violation of violations) {
          for (const position of positions) {
            block += 10;
            const what = `${violation.what}, ${position} in the list`;
            await write([...violation.before(block), ...around.before(block)]);
            const given = operation(around.changes(block, violation.change(block), position));
            const messages = [message(given.journal.id, 0)];
            same(await verdictOf(storage.commit({ ...given, messages })), violation.verdict, what);
            await around.mustStandUntouched(storage, block, what);
            same(await storage.journal.find(given.journal.id), null, `the entry after ${what}`);
          }
        }
        same(await storage.outbox.claim(claimAll), [], 'messages of commits that failed');
      },
    ),

    clause(
      'COMMIT-3',
      'An entry or a message in the way undoes the changes as well.',
      async (storage, { write }) => {
        const used = entry(99);
        const told = message(used.id, 0);
        await write([people.insert(1)], { journal: used, messages: [told] });
        const changes = [people.update(1, 1), people.insert(2)];
        same(await verdictOf(write(changes, { journal: used })), 'journal.id', 'an entry again');
        same(await verdictOf(write(changes, { messages: [told] })), 'outbox.id', 'a message again');
        same(await people.find(storage, 1), { value: people.row(1), version: 1 }, 'the row before');
        holds(!(await people.stands(storage, 2)), 'a row of a failed commit stands');
      },
    ),

    ...orderOfVerdicts,

    clause(
      'COMMIT-9',
      'A commit of an entry alone, such as a fence, is a commit like any other.',
      async (storage, { write, entry: next }) => {
        const [journal, closing] = [next(), fence(operationId(99))];
        await write([], { journal });
        await write([], { journal: closing });
        same(await storage.journal.find(journal.id), journal, 'the entry of a command');
        same(await storage.journal.find(closing.id), closing, 'the fence');
      },
    ),

    clause(
      'COMMIT-10',
      'After a fence, the commit whose id it took is refused and writes nothing.',
      async (storage, { write, operation }) => {
        const late = operation([people.insert(1)]);
        await write([], { journal: fence(late.journal.id) });
        const told = { ...late, messages: [message(late.journal.id, 0)] };
        same(await verdictOf(storage.commit(told)), 'journal.id', 'the commit that came late');
        holds(!(await people.stands(storage, 1)), 'a row of the commit that came late stands');
        same(await storage.outbox.claim(claimAll), [], 'its messages');
        same(
          (await storage.journal.find(late.journal.id))?.kind,
          'fence',
          'what the id stands for',
        );
      },
    ),

    clause(
      'COMMIT-11',
      'A commit takes 500 changes, and a violation in the last of them undoes them all.',
      async (storage, { write }) => {
        const numbers = Array.from({ length: 500 }, (_, index) => index + 1);
        await write(numbers.map((n) => invitations.insert(n)));
        const closings = numbers.map((n) => invitations.update(n, n === 500 ? 7 : 1));
        same(await verdictOf(write(closings)), 'version_conflict', 'with a violation');
        same((await invitations.find(storage, 1))?.version, 1, 'the first row after it');
        await write(numbers.map((n) => invitations.update(n, 1)));
        for (const n of [1, 250, 500]) {
          const expected = { value: invitations.altered(n), version: 2 };
          same(await invitations.find(storage, n), expected, `row ${n}`);
        }
      },
    ),
  ],
};
