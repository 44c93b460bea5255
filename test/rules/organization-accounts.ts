// Rules of personal organizations and accounts.
import type { Rule } from './rule.js';

export const accountRules: readonly Rule[] = [
  {
    id: 'ORG-14',
    statement: 'Registering a user creates their personal organization.',
    test: {
      file: 'test/application/users/register-verify-email.spec.ts',
      name: 'registers a person, and shows every field but the identity key',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'ORG-15',
    statement: 'A user has one personal organization, even if several calls create it at once.',
    test: {
      file: 'test/rules/organizations.spec.ts',
      name: 'is created once for each user, also if several requests come at once',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-16',
    statement: 'A personal organization has the name of its user.',
    test: {
      file: 'test/domain/user/user.spec.ts',
      name: 'is the name of the user, if there is one',
    },
    removal: { kind: 'Identifier', replacement: 'undefined' },
  },
  {
    id: 'ORG-17',
    statement: 'The personal organization of a user without a name shows nothing of their address.',
    test: {
      file: 'test/domain/user/user.spec.ts',
      name: 'is "Personal" without one, and nothing of the address',
    },
    removal: { kind: 'StringLiteral', replacement: "'ada'" },
  },
  {
    id: 'ORG-18',
    statement: 'Registering a user makes the personal organization the default one.',
    test: {
      file: 'test/application/users/register-verify-email.spec.ts',
      name: 'registers a person, and shows every field but the identity key',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '$expression.membershipId' },
  },
  {
    id: 'ORG-19',
    statement: 'A personal organization cannot be deleted alone.',
    test: {
      file: 'test/application/organizations/delete-restore-purge.spec.ts',
      name: 'is for admins only, and refused for a personal organization',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-20',
    statement: 'A personal organization is deleted with its user.',
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'are deleted once no organization would be left without an admin',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'ORG-21',
    statement: 'A personal organization is restored with its user.',
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'are restored with their personal organization, but no other membership',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'ORG-22',
    statement:
      'Deleting an account ends its other memberships for good: they do not come back when the account is restored.',
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'are restored with their personal organization, but no other membership',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'ORG-23',
    statement:
      'A user can delete their account although they are the only admin of their personal organization.',
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'are deleted once no organization would be left without an admin',
    },
    removal: { kind: 'BinaryExpression', innermost: true, replacement: 'true' },
  },
  {
    id: 'ORG-24',
    statement:
      'If the user is no member of the default organization any more, the personal one is used.',
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'have a default organization: the personal one after they leave the one that was set',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'ORG-25',
    statement: 'Only an organization of which the user is a member can be the default.',
    test: {
      file: 'test/application/users/suspend-delete-restore.spec.ts',
      name: 'have a default organization: the personal one after they leave the one that was set',
    },
    removal: {
      kind: 'CallExpression',
      replacement:
        '{ ok: true, value: { organization: $arguments.1.organization, person: $arguments.1 } }',
    },
  },
  {
    id: 'ORG-26',
    statement:
      'A user creates at most 100 organizations, with deleted ones and besides the personal one.',
    test: {
      file: 'test/application/organizations/create.spec.ts',
      name: 'is refused at the limit of one user, until the limit is raised',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
];
