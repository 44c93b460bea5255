// Rules of e-mail addresses.
import type { Rule } from './rule.js';

export const emailRules: readonly Rule[] = [
  {
    id: 'EMAIL-1',
    statement: 'An address is trimmed and stored in NFC.',
    test: {
      file: 'test/domain/user/email.prop.ts',
      name: 'is stored as its owner wrote it, trimmed and in NFC',
    },
    removal: {
      kind: 'CallExpression',
      replacement: '$expression.expression.expression.expression',
    },
  },
  {
    id: 'EMAIL-2',
    statement: 'The domain of an identity key is ASCII (IDNA) in lower case.',
    test: {
      file: 'test/domain/user/email.prop.ts',
      name: 'has a domain of lower-case ASCII in its key, and no upper-case ASCII letter anywhere',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'EMAIL-3',
    statement: 'The ASCII letters in the local part of an identity key are in lower case.',
    test: {
      file: 'test/domain/user/email.prop.ts',
      name: 'has the same key in any case of its ASCII letters, any normal form, and with space around',
    },
    removal: {
      kind: 'ReturnStatement',
      replacement: 'return $expression.expression.expression.expression.expression;',
    },
  },
  {
    id: 'EMAIL-4',
    statement: 'Characters outside ASCII in a local part stay unchanged.',
    test: { file: 'test/domain/user/email.spec.ts', name: '%s has another key than %s' },
    removal: {
      kind: 'ReturnStatement',
      replacement: 'return $expression.expression.expression.expression.expression.toLowerCase();',
    },
  },
  {
    id: 'EMAIL-5',
    statement: 'No step of making a key uses upper case.',
    test: { file: 'test/domain/user/email.spec.ts', name: '%s has another key than %s' },
    removal: {
      kind: 'ReturnStatement',
      replacement:
        'return $expression.expression.expression.expression.expression.toUpperCase().toLowerCase();',
    },
  },
  {
    id: 'EMAIL-6',
    statement:
      'The rate limit key of an address leaves out everything after a plus sign in the local part.',
    test: {
      file: 'test/domain/user/email-rate-limit-key.spec.ts',
      name: 'is the same for any tag',
    },
    removal: { kind: 'CallExpression', replacement: '$expression.expression' },
  },
  {
    id: 'EMAIL-7',
    statement:
      'The rate limit key of a Gmail address leaves out the dots in the local part, which Gmail ignores.',
    test: { file: 'test/domain/user/email-rate-limit-key.spec.ts', name: 'of %s is %s' },
    removal: { kind: 'ConditionalExpression', replacement: '$whenFalse' },
  },
  {
    id: 'EMAIL-8',
    statement:
      'An address with a tag is a different address: only the rate-limit key of an address ignores tags.',
    test: {
      file: 'test/domain/organization/invitation.spec.ts',
      name: 'cannot be one with a sub-address of the invited address',
    },
    removal: { kind: 'Identifier', replacement: "$node.replace(/\\+[^@]*/, '')" },
  },
  {
    id: 'EMAIL-9',
    statement: 'Mail is sent to the address as it is stored.',
    test: {
      file: 'test/application/relay/relay.spec.ts',
      name: 'mails an invitation to the stored address, and counts the mail',
    },
    removal: { kind: 'Identifier', replacement: 'invitation.emailKey' },
  },
  {
    id: 'EMAIL-10',
    statement: 'An address has at most 254 octets.',
    test: {
      file: 'test/domain/user/email.spec.ts',
      name: 'has at most 254 octets, 64 of them before the @',
    },
    removal: { kind: 'NumericLiteral', replacement: '320' },
  },
];
