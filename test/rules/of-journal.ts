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
    without: { kind: 'CallExpression', becomes: '' },
  },
  {
    id: 'JOURNAL-2',
    rule: 'Admins read the entries of their organization, and nobody else.',
    test: {
      file: 'test/application/organizations/organizations.spec.ts',
      name: 'shows admins and the service what was done, newest first',
    },
    without: { kind: 'StringLiteral', becomes: "'organization:read'" },
  },
  {
    id: 'JOURNAL-3',
    rule: 'Entries are read newest first, by keyset.',
    test: {
      file: 'test/application/organizations/organizations.spec.ts',
      name: 'shows admins and the service what was done, newest first',
    },
    without: {
      kind: 'CallExpression',
      becomes: '$expression.expression.ascending($arguments.0, $arguments.1)',
    },
  },
  {
    id: 'JOURNAL-4',
    rule: 'An entry that concerns several organizations stands in the trail of each.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'are deleted once nobody else is left without an admin',
    },
    without: { kind: 'PropertyAccessExpression', becomes: '$node.slice(0, 1)' },
  },
  {
    id: 'JOURNAL-5',
    rule: 'Entries are only added: none is written over.',
    test: { file: 'test/rules/journal.spec.ts', name: 'is not written over' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'JOURNAL-6',
    rule: 'Entries are kept for two years.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'forgets the journal after two years, but not what has a message to deliver',
    },
    without: { kind: 'NumericLiteral', becomes: '729' },
  },
  {
    id: 'JOURNAL-7',
    rule: 'No entry goes before the messages of its command are settled.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'forgets the journal after two years, but not what has a message to deliver',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'JOURNAL-8',
    rule: 'An idempotency key has 1 to 200 visible ASCII characters.',
    test: {
      file: 'test/application/use-case/command-options.spec.ts',
      name: 'may have 200 characters, and is scoped to the actor and the command',
    },
    without: { kind: 'RegularExpressionLiteral', becomes: '/^[\\x21-\\x7e]{1,100}$/' },
  },
  {
    id: 'JOURNAL-9',
    rule: 'A key is scoped to the actor and the command.',
    test: {
      file: 'test/application/use-case/command-options.spec.ts',
      name: 'may have 200 characters, and is scoped to the actor and the command',
    },
    without: { kind: 'ArrayLiteralExpression', becomes: '[$elements.2]' },
  },
  {
    id: 'JOURNAL-10',
    rule: 'The same key and input give the first answer again.',
    test: {
      file: 'test/application/use-case/repeat.spec.ts',
      name: 'is done once under one key, in flight and later',
    },
    without: {
      kind: 'AwaitExpression',
      becomes: "(Math.random().toString(16).slice(2) + '0'.repeat(32)).slice(0, 32)",
    },
  },
  {
    id: 'JOURNAL-11',
    rule: 'The same key with another input is refused.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'is not answered from under its key where the input is another one',
    },
    without: { kind: 'PrefixUnaryExpression', becomes: 'false' },
  },
  {
    id: 'JOURNAL-12',
    rule: 'Inputs are compared by a digest under a key.',
    test: {
      file: 'test/adapters/web/digests.spec.ts',
      name: 'is an HMAC under a key derived from the newest one',
    },
    without: { kind: 'Identifier', becomes: "''" },
  },
  {
    id: 'JOURNAL-13',
    rule: 'The digest of an input is made without its secrets.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'has a digest of the input without its secrets',
    },
    without: { kind: 'Identifier', becomes: '' },
  },
  {
    id: 'JOURNAL-14',
    rule: 'Of two commands in flight under one key one is done.',
    test: {
      file: 'test/rules/journal.spec.ts',
      name: 'has one of two commands in flight under one key',
    },
    without: {
      kind: 'AwaitExpression',
      becomes: "(Math.random().toString(16).slice(2) + '0'.repeat(32)).slice(0, 32)",
    },
  },
];
