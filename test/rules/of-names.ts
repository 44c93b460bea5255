// Rules of names and profiles.
import type { Rule } from './rule.js';

export const namesAndProfiles: readonly Rule[] = [
  {
    id: 'ORG-1',
    rule: 'A name has 1 to 100 characters, counted as Unicode counts them.',
    test: {
      file: 'test/domain/shared/display-name.spec.ts',
      name: 'has at most 100 characters: %s',
    },
    without: { kind: 'Identifier', becomes: '9 * $node' },
  },
  {
    id: 'ORG-2',
    rule: 'A name is kept in NFC, trimmed, each run of white space one space.',
    test: {
      file: 'test/domain/shared/display-name.prop.ts',
      name: 'is the same however its accents were encoded and its words spaced',
    },
    without: {
      kind: 'CallExpression',
      becomes: '$expression.expression.expression.expression.expression.expression',
    },
  },
  {
    id: 'ORG-3',
    rule: 'A name holds a letter or a digit of any script.',
    test: { file: 'test/domain/shared/display-name.spec.ts', name: 'has a letter or a digit: %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-4',
    rule: 'A name holds no control, no mark of direction and no zero-width character.',
    test: { file: 'test/domain/shared/display-name.spec.ts', name: 'holds nothing invisible: %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-5',
    rule: 'A name holds no markup, neither `<` nor `>`.',
    test: { file: 'test/domain/shared/display-name.spec.ts', name: 'holds no markup: %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-6',
    rule: 'A name holds no URL and no bare domain that a mail client would turn into a link.',
    test: { file: 'test/domain/shared/display-name.spec.ts', name: 'holds no web address: %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-7',
    rule: 'What ends in a public suffix is told by the list that the embedder gives.',
    test: {
      file: 'test/domain/shared/web-address.spec.ts',
      name: 'is what ends in a public suffix, by the list that is given',
    },
    without: { kind: 'CallExpression', becomes: 'false' },
  },
  {
    id: 'ORG-8',
    rule: 'Initials and legal forms with dots in them are names, and no hosts.',
    test: {
      file: 'test/domain/shared/web-address.spec.ts',
      name: 'is not what initials or a legal form make: %s',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-9',
    rule: 'The addresses of a profile are https or http.',
    test: { file: 'test/domain/shared/web-address.spec.ts', name: 'may not be %s' },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'ORG-10',
    rule: 'The addresses of a profile carry no credentials.',
    test: { file: 'test/domain/shared/web-address.spec.ts', name: 'may not be %s' },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'ORG-11',
    rule: 'The addresses of a profile name a public host.',
    test: { file: 'test/domain/shared/web-address.spec.ts', name: 'may not be %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-12',
    rule: 'The contact of an organization is the address of its founder until it is changed.',
    test: {
      file: 'test/domain/organization/organization.prop.ts',
      name: 'makes three rows that speak of each other, and one admin',
    },
    without: { kind: 'PropertyAccessExpression', becomes: "''" },
  },
  {
    id: 'ORG-13',
    rule: 'The purge of a person puts the address of another admin in the place of theirs as a contact.',
    test: {
      file: 'test/application/users/purge.spec.ts',
      name: 'puts another admin’s address in the place of theirs',
    },
    without: { kind: 'BinaryExpression', becomes: '$right' },
  },
];
