import type { JournalEntry } from '../../domain/journal/entry.js';
import type { Message } from '../../domain/journal/message.js';
import { type Delivery, deliveryStates, queued } from '../../domain/shared/delivery.js';
import { type OperationId, parseOperationId } from '../../domain/shared/ids.js';
import type { Storage } from '../../ports/storage.js';
import { insertOf } from './changes.js';
import { clause, type Family, type Tools } from './clause.js';
import { found, same, verdictOf } from './expectations.js';
import { claimAt, settlementOf } from './outbox-rows.js';
import {
  at,
  entry,
  fence,
  invitation,
  message,
  operationId,
  organization,
  user,
} from './specimens.js';

const mentra = organization(1);
const sent: Delivery = { state: 'sent', attempts: 1 };

/** An entry of that minute, in the organization's list, under an id that the tools of a check do not give. */
function entryAt(n: number, minute: number): JournalEntry {
  return entry(1_000 + n, { at: at(minute), organizations: [mentra.id] });
}

function messageOf(
  { id }: JournalEntry,
  index: number,
  minute: number,
  delivery: Delivery,
): Message {
  return message(id, index, { createdAt: at(minute), delivery });
}

/** Each entry in a commit of its own, the last first, with those of the messages that are its own. */
async function remember(
  { write }: Tools,
  entries: readonly JournalEntry[],
  messages: readonly Message[],
): Promise<void> {
  for (const journal of entries.toReversed()) {
    const own = messages.filter(({ id }) => id.startsWith(`${journal.id}-`));
    await write([], { journal, messages: own });
  }
}

async function entriesLeft(
  { journal }: Storage,
  entries: readonly JournalEntry[],
): Promise<readonly OperationId[]> {
  const left = await Promise.all(entries.map(({ id }) => journal.find(id)));
  return left.flatMap((each) => (each === null ? [] : [each.id]));
}

/** Whether each is there shows in that nobody else can have its id. Writes those that are not. */
async function messagesLeft(
  tools: Tools,
  messages: readonly Message[],
): Promise<readonly Message['id'][]> {
  const left: Message['id'][] = [];
  for (const each of messages) {
    const again = tools.write([], { messages: [each] });
    if ((await verdictOf(again)) === 'outbox.id') left.push(each.id);
  }
  return left;
}

function idsOf<T>(rows: readonly { readonly id: T }[]): readonly T[] {
  return rows.map(({ id }) => id);
}

export const prune: Family = {
  name: 'PRUNE',
  about: 'what is forgotten once it is old',
  clauses: [
    clause(
      'PRUNE-1',
      'Messages at rest and entries, fences too, that are older than `before` go; what is of that time or younger stays, and so does a message that is queued, however old; nothing else is touched.',
      async (storage, tools) => {
        const [old, young] = [entryAt(1, 9), entryAt(2, 10)];
        const closing = { ...fence(operationId(2_000)), at: at(9) };
        const atRest = deliveryStates.filter((state) => state !== 'queued');
        const entries = [old, young, closing];
        const messages = [
          ...atRest.map((state, n) => messageOf(old, n, 9, { state, attempts: 1 })),
          ...atRest.map((state, n) => messageOf(young, n, 10, { state, attempts: 1 })),
          messageOf(young, 100, 9, sent),
          messageOf(young, 101, 9, queued(at(0))),
        ];
        const invited = invitation(1, mentra, user(1), { delivery: sent });
        await tools.write([insertOf('invitations', invited)], { journal: entryAt(3, 99) });
        await remember(tools, entries, messages);
        same(await storage.outbox.prune(at(10), 100), 7, 'how many went');

        same(await entriesLeft(storage, entries), [young.id], 'the entries left');
        const keyset = { limit: 100, after: null, skip: 1 };
        const { items } = await storage.journal.listByOrganization(mentra.id, keyset);
        same(items, [young], 'the journal of the organization');
        const expected = [...messages.slice(4, 8), ...messages.slice(9)];
        same(await messagesLeft(tools, messages), idsOf(expected), 'the messages left');
        const stored = await storage.invitations.findById(invited.id);
        same(stored, { value: invited, version: 1 }, 'an invitation that was sent');
      },
    ),

    clause(
      'PRUNE-2',
      'An entry stays as long as a message of it is left, at rest or queued, and takes no place of `limit`; it goes once they are gone.',
      async (storage, tools) => {
        const [queuing, telling, bare] = [entryAt(1, 1), entryAt(2, 2), entryAt(3, 3)];
        const fenced = found(parseOperationId(`${bare.id}.1`), 'an id after a fence');
        const namesake = entry(1, { id: fenced, at: at(4) });
        const entries = [queuing, telling, bare, namesake];
        const late = messageOf(queuing, 1, 1, queued(at(1)));
        const messages = [
          messageOf(queuing, 0, 1, sent),
          late,
          messageOf(telling, 0, 50, sent),
          messageOf(namesake, 0, 4, queued(at(99))),
        ];
        await remember(tools, entries, messages);
        same(await storage.outbox.prune(at(10), 1), 2, 'how many went');
        const held = idsOf([queuing, telling, namesake]);
        same(await entriesLeft(storage, entries), held, 'the entries left');

        await storage.outbox.claim(claimAt(11));
        await storage.outbox.settle(settlementOf(late, 11));
        same(await storage.outbox.prune(at(10), 1), 2, 'how many went when one was sent');
        same(await entriesLeft(storage, entries), held.slice(1), 'the entries left then');
      },
    ),

    clause(
      'PRUNE-3',
      'No more than `limit` messages go, and then no more than `limit` entries, each the oldest first, then by id; the answer is how many rows went in all.',
      async (storage, tools) => {
        const minutes = [5, 3, 4, 3, 8, 1];
        const entries = minutes.map((minute, index) => entryAt(index + 1, minute));
        const messages = entries
          .slice(0, 5)
          .map((each, index) => messageOf(each, 0, minutes[index] ?? 0, sent));
        const [m1, , m3, m4, m5] = messages;
        await remember(tools, entries, messages);
        const steps = [
          { limit: 1, went: 2, entriesLeft: [1, 2, 3, 4, 5], messagesLeft: [m1, m3, m4, m5] },
          { limit: 1, went: 2, entriesLeft: [1, 3, 4, 5], messagesLeft: [m1, m3, m5] },
          { limit: 2, went: 4, entriesLeft: [1, 5], messagesLeft: [m5] },
          { limit: 2, went: 3, entriesLeft: [], messagesLeft: [] },
        ];
        for (const [index, step] of steps.entries()) {
          const what = `at step ${index + 1}`;
          same(await storage.outbox.prune(at(10), step.limit), step.went, `how many went ${what}`);
          const left = step.entriesLeft.map((n) => entryAt(n, 0).id);
          same(await entriesLeft(storage, entries), left, `the entries left ${what}`);
          const told = step.messagesLeft.filter((each) => each !== undefined);
          same(await messagesLeft(tools, told), idsOf(told), `the messages left ${what}`);
        }
      },
    ),

    clause(
      'PRUNE-4',
      'Pruning again forgets nothing more and answers 0; prunings at once count each row once.',
      async (storage, tools) => {
        const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
        const entries = numbers.map((n) => entryAt(n, 1));
        const messages = entries.map((each) => messageOf(each, 0, 1, sent));
        await remember(tools, entries, messages);
        const prunings = [1, 2, 3, 4].map(() => storage.outbox.prune(at(10), 100));
        const counts = await Promise.all(prunings);
        const sum = counts.reduce((all, count) => all + count, 0);
        same(sum, 2 * numbers.length, 'how many went, all together');
        same(await storage.outbox.prune(at(10), 100), 0, 'how many went afterwards');
        same(await entriesLeft(storage, entries), [], 'the entries left');
        same(await messagesLeft(tools, messages), [], 'the messages left');
      },
    ),
  ],
};
