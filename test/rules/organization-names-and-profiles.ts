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
      'A name holds no character that nobody can see, except the joiners that scripts and emoji need.',
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
    statement:
      'A name holds no address with a scheme, a path or a user name. It can be a host, such as `socket.io`.',
    test: {
      file: 'test/domain/shared/display-name.spec.ts',
      name: 'cannot contain a web address: %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-7',
    statement: 'No mail client makes a link of a name in a mail.',
    test: {
      file: 'test/application/mail/auto-links.prop.ts',
      name: 'has no link besides its own, in text and in HTML, for any names',
    },
    removal: { kind: 'CallExpression', replacement: 'text' },
  },
  {
    id: 'ORG-8',
    statement:
      'Nobody is refused an account for the sake of their name: what a name cannot hold is left out.',
    test: {
      file: 'test/application/users/register-verify-email.spec.ts',
      name: 'refuses nobody for the sake of their name: %j',
    },
    removal: { kind: 'CallExpression', replacement: 'null' },
  },
  {
    id: 'ORG-9',
    statement: 'The addresses in a profile use https or http.',
    test: {
      file: 'test/domain/organization/organization-profile.spec.ts',
      name: 'have no address such as %s',
    },
    removal: { kind: 'CallExpression', replacement: 'ok($arguments.0)' },
  },
  {
    id: 'ORG-10',
    statement: 'The addresses in a profile hold no credentials.',
    test: {
      file: 'test/domain/organization/organization-profile.spec.ts',
      name: 'have no address such as %s',
    },
    removal: { kind: 'CallExpression', replacement: 'ok($arguments.0)' },
  },
  {
    id: 'ORG-11',
    statement: 'The addresses in a profile have a public host.',
    test: {
      file: 'test/domain/organization/organization-profile.spec.ts',
      name: 'have no address such as %s',
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
