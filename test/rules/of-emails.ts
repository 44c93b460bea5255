// Rules of e-mail addresses.
import type { Rule } from './rule.js';

export const emails: readonly Rule[] = [
  {
    id: 'EMAIL-1',
    rule: 'An address is trimmed and in NFC.',
    test: {
      file: 'test/domain/user/email.prop.ts',
      name: 'is kept as its owner wrote it, trimmed and in NFC',
    },
    without: { kind: 'CallExpression', becomes: '$expression.expression.expression.expression' },
  },
  {
    id: 'EMAIL-2',
    rule: 'The identity key has its domain in lower-case ASCII (IDNA).',
    test: {
      file: 'test/domain/user/email.prop.ts',
      name: 'has a domain of lower-case ASCII in its key, and no upper-case ASCII letter anywhere',
    },
    without: { kind: 'CallExpression', becomes: '$arguments.0' },
  },
  {
    id: 'EMAIL-3',
    rule: 'The identity key has the ASCII letters of the local part in lower case.',
    test: {
      file: 'test/domain/user/email.prop.ts',
      name: 'has the same key in any case of its ASCII letters, any normal form, and with space around',
    },
    without: {
      kind: 'ReturnStatement',
      becomes: 'return $expression.expression.expression.expression.expression;',
    },
  },
  {
    id: 'EMAIL-4',
    rule: 'A local part outside ASCII stays as it is.',
    test: { file: 'test/domain/user/email.spec.ts', name: '%s is not %s' },
    without: {
      kind: 'ReturnStatement',
      becomes: 'return $expression.expression.expression.expression.expression.toLowerCase();',
    },
  },
  {
    id: 'EMAIL-5',
    rule: 'Keys are never made by way of upper case.',
    test: { file: 'test/domain/user/email.spec.ts', name: '%s is not %s' },
    without: {
      kind: 'ReturnStatement',
      becomes:
        'return $expression.expression.expression.expression.expression.toUpperCase().toLowerCase();',
    },
  },
  {
    id: 'EMAIL-6',
    rule: 'The abuse key leaves out what follows a plus.',
    test: { file: 'test/domain/user/abuse-key.spec.ts', name: 'is the same for any tag' },
    without: { kind: 'CallExpression', becomes: '$expression.expression' },
  },
  {
    id: 'EMAIL-7',
    rule: 'The abuse key leaves out the dots that Gmail does not read.',
    test: { file: 'test/domain/user/abuse-key.spec.ts', name: 'of %s is %s' },
    without: { kind: 'ConditionalExpression', becomes: '$whenFalse' },
  },
  {
    id: 'EMAIL-8',
    rule: 'The abuse key is for limits only: with a tag an address is another one.',
    test: {
      file: 'test/domain/organization/invitation.spec.ts',
      name: 'is not whoever has a sub-address of it',
    },
    without: {
      kind: 'BinaryExpression',
      becomes: "$left.replace(/\\+[^@]*/, '') !== $right.replace(/\\+[^@]*/, '')",
    },
  },
  {
    id: 'EMAIL-9',
    rule: 'Mail is sent to the address as it is stored.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'mails an invitation to the address as it is stored, and counts it',
    },
    without: { kind: 'Identifier', becomes: 'invitation.emailKey' },
  },
  {
    id: 'EMAIL-10',
    rule: 'An address has at most 254 octets.',
    test: {
      file: 'test/domain/user/email.spec.ts',
      name: 'has at most 254 octets, 64 of them before the @',
    },
    without: { kind: 'NumericLiteral', becomes: '320' },
  },
];
