// Rules of the journal and of idempotency keys.
import type { Rule } from './rule.js';

export const journalRules: readonly Rule[] = [
  {
    id: 'JOURNAL-1',
    statement: 'Every command that changes something writes one journal entry, in the same commit.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'is written once for each command that changes something',
    },
    removal: {
      kind: 'ShorthandPropertyAssignment',
      replacement: "$name: { kind: 'fence', id, at: now }",
    },
  },
  {
    id: 'JOURNAL-2',
    statement:
      'Only who may read the audit trail of an organization (`audit:read`) reads its entries.',
    test: {
      file: 'test/application/organizations/get-find-list-audit.spec.ts',
      name: 'shows the audit trail to admins and the service, newest first',
    },
    removal: { kind: 'StringLiteral', replacement: "'organization:read'" },
  },
  {
    id: 'JOURNAL-3',
    statement: 'Entries are listed newest first, by keyset.',
    test: {
      file: 'test/application/organizations/get-find-list-audit.spec.ts',
      name: 'shows the audit trail to admins and the service, newest first',
    },
    removal: { kind: 'PropertyAssignment', replacement: '' },
  },
  {
    id: 'JOURNAL-4',
    statement:
      "The journal's table lists an entry about several organizations in the audit trail of each.",
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'are deleted once no organization would be left without an admin',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '$node.slice(0, 1)' },
  },
  {
    id: 'JOURNAL-5',
    statement: 'Entries are never overwritten.',
    test: { file: 'test/rules/journal.spec.ts', name: 'is never overwritten' },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'JOURNAL-6',
    statement: 'The maintenance removes journal entries after two years.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'removes journal entries after two years, but not those with a message to deliver',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '($node - 86_400)' },
  },
  {
    id: 'JOURNAL-7',
    statement: 'An entry is kept while a message of its command waits for delivery.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'removes journal entries after two years, but not those with a message to deliver',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'JOURNAL-8',
    statement: 'An idempotency key has 1 to 200 visible ASCII characters.',
    test: {
      file: 'test/application/use-case/idempotency.spec.ts',
      name: 'may have 200 characters, and is scoped to the actor and the command',
    },
    removal: { kind: 'RegularExpressionLiteral', replacement: '/^[\\x21-\\x7e]{1,100}$/' },
  },
  {
    id: 'JOURNAL-9',
    statement: 'An idempotency key is scoped to the actor and the command.',
    test: {
      file: 'test/application/use-case/idempotency.spec.ts',
      name: 'may have 200 characters, and is scoped to the actor and the command',
    },
    removal: { kind: 'ArrayLiteralExpression', replacement: '[$elements.2]' },
  },
  {
    id: 'JOURNAL-10',
    statement: 'A second call with the same key and input returns the answer of the first.',
    test: {
      file: 'test/application/use-case/replay.spec.ts',
      name: 'is written once under one key, at the same time and later',
    },
    removal: {
      kind: 'AwaitExpression',
      replacement: "(Math.random().toString(16).slice(2) + '0'.repeat(32)).slice(0, 32)",
    },
  },
  {
    id: 'JOURNAL-11',
    statement: 'A second call with the same key and another input is refused.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'is not replayed for an idempotency key with another input',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
  {
    id: 'JOURNAL-12',
    statement: 'The digests of inputs are keyed.',
    test: {
      file: 'test/adapters/web/digests.spec.ts',
      name: 'is an HMAC under a key derived from the newest one',
    },
    removal: { kind: 'Identifier', replacement: "''" },
  },
  {
    id: 'JOURNAL-13',
    statement: 'The digest of an input leaves out its secrets.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'has a digest of the input without secrets',
    },
    removal: { kind: 'Identifier', replacement: '' },
  },
  {
    id: 'JOURNAL-14',
    statement: 'Of two calls at once with the same idempotency key only one is written.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'is written for one of two concurrent commands with the same idempotency key',
    },
    removal: {
      kind: 'AwaitExpression',
      replacement: "(Math.random().toString(16).slice(2) + '0'.repeat(32)).slice(0, 32)",
    },
  },
  {
    id: 'JOURNAL-15',
    statement:
      'An operation id is accepted only from the actor, for the command and with the input that it was issued for.',
    test: {
      file: 'test/application/use-case/replay.spec.ts',
      name: 'is finished by its operation id after a commit without an answer, and by no other',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'JOURNAL-16',
    statement:
      'Within one call the answer is that of its commit, whatever its actor may do by then.',
    test: {
      file: 'test/application/use-case/replay.spec.ts',
      name: 'gives the answer of its commit, although its actor was suspended before that was known',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'JOURNAL-17',
    statement:
      'An input that is too large or too deep is refused before anything else looks at it.',
    test: {
      file: 'test/application/use-case/input-bounds.spec.ts',
      name: 'refuses %s, in few words',
    },
    removal: { kind: 'CallExpression', replacement: 'null' },
  },
  {
    id: 'JOURNAL-18',
    statement:
      'The audit log shows that the embedding service acted, but not the reason that it noted.',
    test: {
      file: 'test/application/organizations/get-find-list-audit.spec.ts',
      name: 'does not show the reason that the embedding service noted',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'JOURNAL-19',
    statement:
      'Of two calls of one operation, only the one whose commit was written gives the answer of its commit.',
    test: {
      file: 'test/application/use-case/replay.spec.ts',
      name: 'shows a secret to the process that wrote it, and to no other with the same key at the same time (its commit is %s)',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
];
