import { parseOperationId } from '../../domain/shared/ids.js';
import { clause, type Family } from './clause.js';
import { found, same } from './expectations.js';
import { at, entry, fence, operationId, organization } from './specimens.js';

const mentra = organization(1).id;
const acme = organization(2).id;
const all = { limit: 100, after: null, skip: 0 };

export const journal: Family = {
  name: 'JOURNAL',
  about: 'what stands of every command',
  clauses: [
    clause(
      'JOURNAL-1',
      '`find` gives the entry of an operation, a command’s or a fence, and null where there is none.',
      async (storage, { write }) => {
        const [command, closing] = [entry(1), fence(operationId(2))];
        await write([], { journal: command });
        await write([], { journal: closing });
        same(await storage.journal.find(command.id), command, 'a command');
        same(await storage.journal.find(closing.id), closing, 'a fence');
        same(await storage.journal.find(operationId(3)), null, 'nothing');
      },
    ),

    clause(
      'JOURNAL-2',
      '`listByOrganization` gives the entries of an organization newest first, and those of one time by id, the highest first.',
      async (storage, { write }) => {
        const times = [
          [4, 2],
          [1, 9],
          [3, 5],
          [2, 5],
          [5, 2],
        ] as const;
        for (const [n, minute] of times) {
          await write([], { journal: entry(n, { at: at(minute), organizations: [mentra] }) });
        }
        const { items } = await storage.journal.listByOrganization(mentra, all);
        const expected = [1, 3, 2, 5, 4].map((n) => operationId(n));
        same(
          items.map(({ id }) => id),
          expected,
          'the entries',
        );
      },
    ),

    clause(
      'JOURNAL-3',
      'An entry that concerns two organizations stands in both; one that concerns none, and a fence, in no list.',
      async (storage, { write }) => {
        const both = entry(1, { organizations: [mentra, acme] });
        const one = entry(2, { organizations: [acme] });
        for (const each of [both, one, entry(3), fence(operationId(4))]) {
          await write([], { journal: each });
        }
        const listOf = async (id: typeof mentra) =>
          (await storage.journal.listByOrganization(id, all)).items;
        same(await listOf(mentra), [both], 'the entries of the one');
        same(await listOf(acme), [one, both], 'the entries of the other');
      },
    ),

    clause(
      'JOURNAL-4',
      'Ids of every form keep their entries apart: given ones, derived ones, and those after fences.',
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
          ...entry(n),
          id: found(parseOperationId(id), id),
          organizations: [mentra],
          at: at(0),
        }));
        for (const each of entries) await write([], { journal: each });
        for (const each of entries) same(await storage.journal.find(each.id), each, each.id);
        const { items } = await storage.journal.listByOrganization(mentra, all);
        same(
          items.map(({ id }) => id),
          [...ids].sort().reverse(),
          'the list',
        );
      },
    ),
  ],
};
