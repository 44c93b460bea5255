// Rules of the journal and repeats.
import type { Rule } from './rule.js';

export const journal: readonly Rule[] = [
  {
    id: 'JOURNAL-1',
    rule: 'Every command that changes something writes one entry, in the commit of the change.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'is one for each command that changes something',
    },
    without: {
      file: 'src/adapters/memory/commit.ts',
      find: `    insertInto(tables.journal, journal),
`,
      replace: '',
    },
  },
  {
    id: 'JOURNAL-2',
    rule: 'Admins read the entries of their organization, and nobody else.',
    test: {
      file: 'test/application/organizations/organizations.spec.ts',
      name: 'shows admins and the service what was done, newest first',
    },
    without: {
      file: 'src/application/organizations/organizations.ts',
      find: "'audit:read'",
      replace: "'organization:read'",
    },
  },
  {
    id: 'JOURNAL-3',
    rule: 'Entries are read newest first, by keyset.',
    test: {
      file: 'test/application/organizations/organizations.spec.ts',
      name: 'shows admins and the service what was done, newest first',
    },
    without: {
      file: 'src/adapters/memory/journal-reads.ts',
      find: 'journal.byOrganization.descending(organizationId, before)',
      replace: 'journal.byOrganization.ascending(organizationId, before)',
    },
  },
  {
    id: 'JOURNAL-4',
    rule: 'An entry that concerns several organizations stands in the trail of each.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'are deleted once nobody else is left without an admin',
    },
    without: {
      file: 'src/adapters/memory/tables.ts',
      find: "(entry) => (entry.kind === 'command' ? entry.organizations : []),",
      replace: "(entry) => (entry.kind === 'command' ? entry.organizations.slice(0, 1) : []),",
    },
  },
  {
    id: 'JOURNAL-5',
    rule: 'Entries are only added: none is written over.',
    test: { file: 'test/rules/journal.spec.ts', name: 'is not written over' },
    without: {
      file: 'src/adapters/memory/table.ts',
      find: `if (this.#rows.has(id)) throw this.#uniqueConflict(\`\${this.name}.id\`, id);`,
      replace: '',
    },
  },
  {
    id: 'JOURNAL-6',
    rule: 'Entries are kept for two years.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'forgets the journal after two years, but not what has a message to deliver',
    },
    without: {
      file: 'src/domain/shared/policy.ts',
      find: 'journalRetention: [90 * day, 730 * day, 3_650 * day],',
      replace: 'journalRetention: [90 * day, 729 * day, 3_650 * day],',
    },
  },
  {
    id: 'JOURNAL-7',
    rule: 'No entry goes before the messages of its command are settled.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'forgets the journal after two years, but not what has a message to deliver',
    },
    without: {
      file: 'src/adapters/memory/prune.ts',
      find: 'outbox.byEntry.size(row.value.id) === 0 ? row : null',
      replace: 'row',
    },
  },
  {
    id: 'JOURNAL-8',
    rule: 'An idempotency key has 1 to 200 visible ASCII characters.',
    test: {
      file: 'test/application/use-case/command-options.spec.ts',
      name: 'may have 200 characters, and is scoped to the actor and the command',
    },
    without: {
      file: 'src/application/use-case/command-options.ts',
      find: 'const keyForm = /^[\\x21-\\x7e]{1,200}$/;',
      replace: 'const keyForm = /^[\\x21-\\x7e]{1,100}$/;',
    },
  },
  {
    id: 'JOURNAL-9',
    rule: 'A key is scoped to the actor and the command.',
    test: {
      file: 'test/application/use-case/command-options.spec.ts',
      name: 'may have 200 characters, and is scoped to the actor and the command',
    },
    without: {
      file: 'src/application/use-case/command-options.ts',
      find: 'canonical([actorKey(actor), scope, idempotencyKey])',
      replace: 'canonical([idempotencyKey])',
    },
  },
  {
    id: 'JOURNAL-10',
    rule: 'The same key and input give the first answer again.',
    test: {
      file: 'test/application/use-case/repeat.spec.ts',
      name: 'is done once under one key, in flight and later',
    },
    without: {
      file: 'src/application/use-case/command-options.ts',
      find: 'operationId: made(await digests.short(canonical([actorKey(actor), scope, idempotencyKey]))),',
      replace: 'operationId: made(ids.next()),',
    },
  },
  {
    id: 'JOURNAL-11',
    rule: 'The same key with another input is refused.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'is not answered from under its key where the input is another one',
    },
    without: {
      file: 'src/application/use-case/command.ts',
      find: 'if (!isSame)',
      replace: 'if (false)',
    },
  },
  {
    id: 'JOURNAL-12',
    rule: 'Inputs are compared by a digest under a key.',
    test: {
      file: 'test/adapters/web/digests.spec.ts',
      name: 'is an HMAC under a key derived from the newest one',
    },
    without: {
      file: 'src/adapters/web/digests.ts',
      find: 'derivedBits(key, label)',
      replace: "derivedBits(key, '')",
    },
  },
  {
    id: 'JOURNAL-13',
    rule: 'The digest of an input is made without its secrets.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'has a digest of the input without its secrets',
    },
    without: {
      file: 'src/application/use-case/command-options.ts',
      find: 'const inputText = canonical(input, secrets);',
      replace: 'const inputText = canonical(input);',
    },
  },
  {
    id: 'JOURNAL-14',
    rule: 'Of two commands in flight under one key one is done.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'has one of two commands in flight under one key',
    },
    without: {
      file: 'src/application/use-case/command-options.ts',
      find: 'operationId: made(await digests.short(canonical([actorKey(actor), scope, idempotencyKey]))),',
      replace: 'operationId: made(ids.next()),',
    },
  },
];
