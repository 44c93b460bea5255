// Rules of API keys.
import type { Rule } from './rule.js';

export const apiKeyRules: readonly Rule[] = [
  {
    id: 'KEY-1',
    statement:
      'A key is `<prefix>_<environment>_<id>_<secret>`, followed by a checksum of eight hex digits.',
    test: {
      file: 'test/domain/app/api-key-text.spec.ts',
      name: 'ends with the first eight hex digits of a SHA-256',
    },
    removal: { kind: 'NumericLiteral', replacement: '7' },
  },
  {
    id: 'KEY-2',
    statement: 'A text can be parsed as a key in only one way.',
    test: {
      file: 'test/application/keys/keys.prop.ts',
      name: 'parses back to its parts',
    },
    removal: { kind: 'ShorthandPropertyAssignment', replacement: "$name: $name + 'x'" },
  },
  {
    id: 'KEY-3',
    statement: 'A key prefix has 2 to 16 characters of a–z and 0–9, and begins with a letter.',
    test: { file: 'test/domain/app/api-key-text.spec.ts', name: 'can be %s' },
    removal: { kind: 'RegularExpressionLiteral', replacement: '/^[a-z][a-z0-9]{2,15}$/' },
  },
  {
    id: 'KEY-4',
    statement: 'A key is stored as the SHA-256 digest of its secret.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are created for an app, returned once, and stored as the digest of the secret',
    },
    removal: { kind: 'Identifier', replacement: '$node.slice(1)' },
  },
  {
    id: 'KEY-5',
    statement: 'The text of a key is returned once; a repeated command returns no secret.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are not returned again to a repeated command',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'KEY-6',
    statement:
      "If the storage's answer is lost, the command still returns the text of the new key.",
    test: {
      file: 'test/application/keys/new-key-text.spec.ts',
      name: 'the text of a key is that of the call which made it, also if its commit was found only later',
    },
    removal: { kind: 'ConditionalExpression', replacement: 'null' },
  },
  {
    id: 'KEY-7',
    statement: 'No response contains the digest of a key.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are created for an app, returned once, and stored as the digest of the secret',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.2' },
  },
  {
    id: 'KEY-8',
    statement: 'The digest of a key does not authenticate.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'accepts only the whole key',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'KEY-9',
    statement: 'A key does not authenticate in another environment.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'accepts only the whole key',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$condition.left ? $whenTrue : null' },
  },
  {
    id: 'KEY-10',
    statement: 'A key with another prefix is refused.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'accepts only the whole key',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'KEY-11',
    statement: 'A mistyped key is refused without a storage read.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'reads and compares whether or not the key exists, and reads nothing for a mistyped key',
    },
    removal: { kind: 'Identifier', replacement: 'true' },
  },
  {
    id: 'KEY-12',
    statement: 'A key belongs to either an app or an organization, never both.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'belong to either an app or an organization',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'KEY-13',
    statement:
      "Only who may manage keys (`keys:manage`) in the app's organization manages the keys of an app.",
    test: { file: 'test/application/keys/keys.spec.ts', name: 'are managed by admins' },
    removal: { kind: 'StringLiteral', replacement: "'apps:read'" },
  },
  {
    id: 'KEY-14',
    statement: 'Only who may manage keys (`keys:manage`) in an organization manages its keys.',
    test: { file: 'test/application/keys/keys.spec.ts', name: 'are managed by admins' },
    removal: { kind: 'StringLiteral', replacement: "'apps:read'" },
  },
  {
    id: 'KEY-15',
    statement: 'A key has a readable name of 1 to 100 characters.',
    test: {
      file: 'test/domain/app/api-key-name.spec.ts',
      name: 'has at most 100 Unicode characters',
    },
    removal: { kind: 'NumericLiteral', replacement: '99' },
  },
  {
    id: 'KEY-16',
    statement: 'A key expires within 10 years, or never.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'expire in the future and within ten years, or never',
    },
    removal: { kind: 'NumericLiteral', replacement: '3_651' },
  },
];
