// Rules of users: their ids, their sign-in, their names and addresses.
import type { Rule } from './rule.js';

const userMetadata = 'test/application/users/update-metadata.spec.ts';
const userList = 'test/application/users/list.spec.ts';
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
  {
    id: 'USER-10',
    statement: 'Only the embedding service lists all users.',
    test: { file: userList, name: 'is for the embedding service alone' },
    removal: { kind: 'CallExpression', replacement: 'ok(null)' },
  },
  {
    id: 'USER-11',
    statement: 'Users are found by name without regard to case, accents and width.',
    test: {
      file: userList,
      name: 'finds by the beginning of the name, without case and accents',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'USER-12',
    statement: 'Users are found by the beginning of their address, in any spelling of the address.',
    test: {
      file: userList,
      name: 'finds by the beginning of the address, as addresses are compared',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'USER-13',
    statement:
      'The list of users shows neither which organizations somebody has blocked, nor which one they prefer.',
    test: {
      file: userList,
      name: 'shows what a desk needs, and nothing that is only for the owner',
    },
    removal: { kind: 'Identifier', replacement: 'userFieldVisibility' },
  },
  {
    id: 'USER-14',
    statement: 'A list of users has one order: it is by name or by address.',
    test: { file: userList, name: 'refuses two prefixes, and a cursor of another list' },
    removal: { kind: 'CallExpression', replacement: 'ok(null)' },
  },
  {
    id: 'USER-15',
    statement: 'A user sees their own public metadata.',
    test: {
      file: userMetadata,
      name: 'is seen by the user if it is public, and not if it is private',
    },
    removal: { kind: 'StringLiteral', replacement: "'nobody'" },
  },
  {
    id: 'USER-16',
    statement: 'Only the embedding service sees the private metadata of a user.',
    test: {
      file: userMetadata,
      name: 'is seen by the user if it is public, and not if it is private',
    },
    removal: { kind: 'StringLiteral', replacement: "'self'" },
  },
];
