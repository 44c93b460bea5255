// Reads of the journal.

import { parseOperationId } from '../../domain/shared/ids.js';
import { assertSame, foundOrThrow } from './assertions.js';
import { type ClauseGroup, clause } from './clause.js';
import { atMinute, commandEntry, fenceEntry, operationId, organization } from './fixtures.js';

const mentraId = organization(1).id;
const acmeId = organization(2).id;
const firstPageRequest = { limit: 100, after: null, skip: 0 };

export const journalGroup: ClauseGroup = {
  name: 'JOURNAL',
  summary: 'every command leaves one entry',
  clauses: [
    clause(
      'JOURNAL-1',
      '`journal.findById` finds the entry of an operation: the entry of the command, or a fence; null if there is none.',
      async (storage, { write }) => {
        const [command, fence] = [commandEntry(1), fenceEntry(operationId(2))];
        await write([], { journal: command });
        await write([], { journal: fence });
        assertSame(await storage.journal.findById(command.id), command, 'a command');
        assertSame(await storage.journal.findById(fence.id), fence, 'a fence');
        assertSame(await storage.journal.findById(operationId(3)), null, 'nothing');
      },
    ),

    clause(
      'JOURNAL-2',
      '`journal.listByOrganization` returns the entries of an organization, newest first; those of the same time by id, the highest first.',
      async (storage, { write }) => {
        const times = [
          [4, 2],
          [1, 9],
          [3, 5],
          [2, 5],
          [5, 2],
        ] as const;
        for (const [n, minute] of times) {
          await write([], {
            journal: commandEntry(n, { at: atMinute(minute), auditOrganizationIds: [mentraId] }),
          });
        }
        const { items } = await storage.journal.listByOrganization(mentraId, firstPageRequest);
        const expected = [1, 3, 2, 5, 4].map((n) => operationId(n));
        assertSame(
          items.map(({ id }) => id),
          expected,
          'the entries',
        );
      },
    ),

    clause(
      'JOURNAL-3',
      'An entry about two organizations is in both lists; an entry about no organization and a fence are in no list.',
      async (storage, { write }) => {
        const both = commandEntry(1, { auditOrganizationIds: [mentraId, acmeId] });
        const one = commandEntry(2, { auditOrganizationIds: [acmeId] });
        for (const each of [both, one, commandEntry(3), fenceEntry(operationId(4))]) {
          await write([], { journal: each });
        }
        const listOf = async (id: typeof mentraId) =>
          (await storage.journal.listByOrganization(id, firstPageRequest)).items;
        assertSame(await listOf(mentraId), [both], 'the entries of the one');
        assertSame(await listOf(acmeId), [one, both], 'the entries of the other');
      },
    ),

    clause(
      'JOURNAL-4',
      'Entries with different ids are different entries, for every form of id: generated ids, ids from an idempotency key, and the ids that follow a fence.',
      async (storage, { write }) => {
        const given = operationId(1);
        const ids = [
          given,
          `${given}.1`,
          `${given}.10`,
          `${given}.2`,
          `${given}00000000`,
          `${given}00000000.1`,
        ];
        const entries = ids.map((id, n) => ({
          ...commandEntry(n),
          id: foundOrThrow(parseOperationId(id), id),
          auditOrganizationIds: [mentraId],
          at: atMinute(0),
        }));
        for (const each of entries) await write([], { journal: each });
        for (const each of entries)
          assertSame(await storage.journal.findById(each.id), each, each.id);
        const { items } = await storage.journal.listByOrganization(mentraId, firstPageRequest);
        assertSame(
          items.map(({ id }) => id),
          [...ids].sort().reverse(),
          'the list',
        );
      },
    ),
  ],
};
