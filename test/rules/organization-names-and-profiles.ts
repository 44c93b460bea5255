// Rules of the names and profiles of organizations.
import type { Rule } from './rule.js';

export const nameAndProfileRules: readonly Rule[] = [
  {
    id: 'ORG-1',
    statement: 'A name has 1 to 100 characters, counted as Unicode code points.',
    test: {
      file: 'test/domain/shared/display-name.spec.ts',
      name: 'has at most 100 characters: %s',
    },
    removal: { kind: 'Identifier', replacement: '9 * $node' },
  },
  {
    id: 'ORG-2',
    statement: 'A name is stored in NFC, trimmed, and with single spaces.',
    test: {
      file: 'test/domain/shared/display-name.prop.ts',
      name: 'is the same for any encoding of accents and any spaces between words',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'ORG-3',
    statement: 'A name holds a letter or a digit of any script.',
    test: {
      file: 'test/domain/shared/display-name.spec.ts',
      name: 'needs a letter or a digit: %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-4',
    statement:
      'A name holds no control characters, no direction marks and no zero-width characters.',
    test: {
      file: 'test/domain/shared/display-name.spec.ts',
      name: 'cannot contain an invisible character: %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-5',
    statement: 'A name holds no markup: neither `<` nor `>`.',
    test: { file: 'test/domain/shared/display-name.spec.ts', name: 'cannot contain markup: %s' },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-6',
    statement: 'A name holds no URL and no bare domain that a mail client would turn into a link.',
    test: {
      file: 'test/domain/shared/display-name.spec.ts',
      name: 'cannot contain a web address: %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-7',
    statement:
      'Which domain endings are public suffixes is decided by the list that the embedder gives.',
    test: {
      file: 'test/domain/shared/web-address.spec.ts',
      name: 'is a host with a public suffix of the given list',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'ORG-8',
    statement: 'Initials and legal forms with dots in them are not web addresses.',
    test: {
      file: 'test/domain/shared/web-address.spec.ts',
      name: 'is not initials or a legal form: %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-9',
    statement: 'The addresses in a profile use https or http.',
    test: {
      file: 'test/application/organizations/rename-update-profile.spec.ts',
      name: 'refuses $input',
    },
    removal: { kind: 'CallExpression', replacement: 'ok($arguments.0)' },
  },
  {
    id: 'ORG-10',
    statement: 'The addresses in a profile hold no credentials.',
    test: {
      file: 'test/application/organizations/rename-update-profile.spec.ts',
      name: 'refuses $input',
    },
    removal: { kind: 'CallExpression', replacement: 'ok($arguments.0)' },
  },
  {
    id: 'ORG-11',
    statement: 'The addresses in a profile have a public host.',
    test: {
      file: 'test/application/organizations/rename-update-profile.spec.ts',
      name: 'refuses $input',
    },
    removal: { kind: 'CallExpression', replacement: 'ok($arguments.0)' },
  },
  {
    id: 'ORG-12',
    statement: 'The contact of an organization is the address of its creator until it is changed.',
    test: {
      file: 'test/domain/organization/organization.prop.ts',
      name: 'makes three rows that refer to each other, with one admin',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: "''" },
  },
  {
    id: 'ORG-13',
    statement:
      'The purge of a person replaces their address as a contact by the address of another admin.',
    test: {
      file: 'test/application/users/purge.spec.ts',
      name: 'replaces their address as a contact by that of another admin',
    },
    removal: { kind: 'BinaryExpression', replacement: '$right' },
  },
];
