// Rules of users: their ids, their sign-in, their names and addresses.
import type { Rule } from './rule.js';

const ownUsers = 'test/application/users/own-ids-ensure.spec.ts';

export const userRules: readonly Rule[] = [
  {
    id: 'USER-1',
    statement:
      'The id of a user is 1 to 128 visible ASCII characters that the embedding service chose, or 24 new hex digits.',
    test: { file: ownUsers, name: 'have no id like %j' },
    removal: { kind: 'RegularExpressionLiteral', replacement: '/^/' },
  },
  {
    id: 'USER-2',
    statement:
      'A registration creates a personal organization unless the policy says `on_demand` or `never`.',
    test: { file: ownUsers, name: 'come on demand, once' },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'USER-3',
    statement: 'At sign-in only the id says who somebody is, if the service gave one.',
    test: {
      file: ownUsers,
      name: 'keep their name and their address when another one signs in, and are told so',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'USER-4',
    statement:
      'Without an id, a sign-in finds an account by its address only if the service and the account have verified it.',
    test: {
      file: ownUsers,
      name: 'without an id are found by their address only if both sides have verified it (account: %s, sign-in: %s)',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'USER-5',
    statement:
      'A sign-in changes nothing of an account, except that the address of the account becomes verified.',
    test: {
      file: ownUsers,
      name: 'have a verified address as soon as one sign-in has verified it',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'USER-6',
    statement: 'No two accounts have one address, also after a change of address.',
    test: {
      file: ownUsers,
      name: 'have another address once the embedding service says so, and the old one is free',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'USER-7',
    statement: 'An account remembers its last 100 former addresses.',
    test: {
      file: ownUsers,
      name: 'are purged with their former addresses, but not with those that others have now',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'USER-8',
    statement:
      'A purge removes the former addresses of a person from every row, except those that somebody else has now.',
    test: {
      file: ownUsers,
      name: 'are purged with their former addresses, but not with those that others have now',
    },
    removal: { kind: 'CallExpression', replacement: '[]' },
  },
  {
    id: 'USER-9',
    statement: 'With the policy `never`, nobody gets a personal organization.',
    test: {
      file: ownUsers,
      name: 'never come, and an account without any lives, is deleted, restored and purged',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
];
