// Rules of API keys.
import type { Rule } from './rule.js';

export const apiKeys: readonly Rule[] = [
  {
    id: 'KEY-1',
    rule: 'A key is `<prefix>_<environment>_<id>_<secret>`, with a checksum of eight hex digits behind the secret.',
    test: {
      file: 'test/domain/app/key-text.spec.ts',
      name: 'is everything before the checksum, and the first eight digits of a SHA-256',
    },
    without: { kind: 'NumericLiteral', becomes: '7' },
  },
  {
    id: 'KEY-2',
    rule: 'A text is read as a key in one way only.',
    test: {
      file: 'test/application/keys/keys.prop.ts',
      name: 'is read back as what it was made for',
    },
    without: { kind: 'ShorthandPropertyAssignment', becomes: "$name: $name + 'x'" },
  },
  {
    id: 'KEY-3',
    rule: 'A prefix of keys has 2 to 16 characters of a–z and 0–9, the first a letter.',
    test: { file: 'test/domain/app/key-text.spec.ts', name: 'can be %s' },
    without: { kind: 'RegularExpressionLiteral', becomes: '/^[a-z][a-z0-9]{2,15}$/' },
  },
  {
    id: 'KEY-4',
    rule: 'A key is kept by the SHA-256 of its secret.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are made for an app, shown once, and kept by the digest of the secret',
    },
    without: { kind: 'Identifier', becomes: '$node.slice(1)' },
  },
  {
    id: 'KEY-5',
    rule: 'A key is shown once: a repeated command is answered without it.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are not shown again to a repeated command',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'KEY-6',
    rule: 'A key whose answer the storage has lost is shown all the same.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are shown once although the answer of the storage was lost',
    },
    without: { kind: 'ConditionalExpression', becomes: 'null' },
  },
  {
    id: 'KEY-7',
    rule: 'The digest of a key leaves the core in no answer.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are made for an app, shown once, and kept by the digest of the secret',
    },
    without: { kind: 'StringLiteral', becomes: "'admin'" },
  },
  {
    id: 'KEY-8',
    rule: 'The digest of a key authenticates nothing.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'lets nobody in by anything but the whole key',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'KEY-9',
    rule: 'A key opens nothing in another environment.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'lets nobody in by anything but the whole key',
    },
    without: { kind: 'ConditionalExpression', becomes: '$condition.left ? $whenTrue : null' },
  },
  {
    id: 'KEY-10',
    rule: 'A key under another prefix is none.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'lets nobody in by anything but the whole key',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'KEY-11',
    rule: 'A typing error in a key asks no storage.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'reads and compares whether or not there is such a key, and nothing for a typing error',
    },
    without: { kind: 'Identifier', becomes: 'true' },
  },
  {
    id: 'KEY-12',
    rule: 'A key belongs to an app or to an organization, and not to both.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'belong to an app or to an organization, and not to both or to neither',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'KEY-13',
    rule: 'Keys are managed by admins.',
    test: { file: 'test/application/keys/keys.spec.ts', name: 'are managed by admins' },
    without: { kind: 'StringLiteral', becomes: "'apps:read'" },
  },
  {
    id: 'KEY-14',
    rule: 'The keys of an organization are managed by its admins.',
    test: { file: 'test/application/keys/keys.spec.ts', name: 'are managed by admins' },
    without: { kind: 'StringLiteral', becomes: "'apps:read'" },
  },
  {
    id: 'KEY-15',
    rule: 'A key has a name of 1 to 100 characters that people can read.',
    test: {
      file: 'test/domain/app/key-name.spec.ts',
      name: 'has up to 100 characters as Unicode counts them',
    },
    without: { kind: 'NumericLiteral', becomes: '99' },
  },
  {
    id: 'KEY-16',
    rule: 'A key expires within 10 years, or not by itself.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'expire after now and within ten years, or not by themselves',
    },
    without: { kind: 'NumericLiteral', becomes: '3_651' },
  },
];
