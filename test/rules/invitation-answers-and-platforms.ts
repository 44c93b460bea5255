// Rules of invitations: answers without a mail, and what platforms do with invitations.
import type { Rule } from './rule.js';

const list = 'test/application/invitations/list-for-me.spec.ts';
const role = 'test/application/invitations/change-invitation-role.spec.ts';
const inName = 'test/application/invitations/invite-for-admin.spec.ts';
const byId = 'test/application/invitations/answer-by-id.spec.ts';

export const invitationAnswerRules: readonly Rule[] = [
  {
    id: 'INV-61',
    statement: 'Only a user with a verified address sees the invitations to it.',
    test: { file: list, name: 'need a verified address, and an account that can sign in' },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
  {
    id: 'INV-62',
    statement:
      'The list of a user leaves out invitations of an organization that is deleted or was restored since.',
    test: {
      file: list,
      name: 'leave out an organization that was deleted, or that was restored since',
    },
    removal: { kind: 'Identifier', replacement: 'true' },
  },
  {
    id: 'INV-63',
    statement: 'The list of a user leaves out invitations of organizations that the user blocked.',
    test: { file: list, name: 'leave out an organization that the user has blocked' },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'true' },
  },
  {
    id: 'INV-64',
    statement:
      'By its id, only the user with the invited address, verified, can answer an invitation; for everybody else it does not exist.',
    test: {
      file: byId,
      name: 'is for the user with the verified address; for others there is no such invitation',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenFalse' },
  },
  {
    id: 'INV-65',
    statement:
      'A user can block the organization of an expired invitation, and the organization does not see it.',
    test: {
      file: byId,
      name: 'blocks the organization of an expired invitation, and the organization does not see it',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenFalse' },
  },
  {
    id: 'INV-66',
    statement:
      'Who changes the role of an invitation is its inviter from then on, so that it falls with their right to invite.',
    test: { file: role, name: 'makes who changes it its inviter, with whose right it falls' },
    removal: { kind: 'PropertyAssignment', replacement: '' },
  },
  {
    id: 'INV-67',
    statement: 'Only the embedding service can invite in the name of another.',
    test: {
      file: inName,
      name: 'is for the embedding service only, and it must name the admin',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'INV-68',
    statement: 'The embedding service can invite only in the name of who may invite.',
    test: { file: inName, name: 'needs an inviter who may invite' },
    removal: { kind: 'StringLiteral', replacement: "'organization:read'" },
  },
  {
    id: 'INV-69',
    statement:
      'If the caller says that failures are skipped, those that can be invited are invited in one commit, and the answer gives the index of every failure, also to a repeated call.',
    test: {
      file: 'test/application/invitations/invite-many-skip.spec.ts',
      name: 'invites them in one commit, names the others by index, and repeats its answer',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'INV-70',
    statement: 'An address that is skipped takes nothing of the daily limit of its inviter.',
    test: {
      file: 'test/application/invitations/invite-many-skip.spec.ts',
      name: 'takes nothing of its limits for an address that is over its own',
    },
    removal: { kind: 'AwaitExpression', replacement: 'null' },
  },
  {
    id: 'INV-71',
    statement:
      'The list of a user leaves out invitations of organizations that the user has joined.',
    test: {
      file: list,
      name: 'leave out an organization of which the user has become a member in another way',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'INV-72',
    statement: 'Nobody manages a pending invitation to a role above their own.',
    test: {
      file: 'test/application/memberships/own-roles.spec.ts',
      name: 'protect pending invitations to a role above that of who manages invitations',
    },
    removal: { kind: 'CallExpression', replacement: 'null' },
  },
];
