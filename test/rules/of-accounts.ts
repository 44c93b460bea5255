// Rules of personal organizations and accounts.
import type { Rule } from './rule.js';

export const accounts: readonly Rule[] = [
  {
    id: 'ORG-14',
    rule: 'Registering makes a personal organization.',
    test: {
      file: 'test/application/users/users.spec.ts',
      name: 'registers a person, whom the service sees whole but for the identity key',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'ORG-15',
    rule: 'Nobody has two personal organizations, however many ask for one at once.',
    test: {
      file: 'test/rules/organizations.spec.ts',
      name: 'is one for each user, however many ask for it at once',
    },
    without: { kind: 'ArrowFunction', becomes: '() => null' },
  },
  {
    id: 'ORG-16',
    rule: 'A personal organization is named after its user.',
    test: { file: 'test/domain/user/user.spec.ts', name: 'is that of the user where there is one' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-17',
    rule: 'A personal organization of a user without a name is named after the local part of the address.',
    test: { file: 'test/domain/user/user.spec.ts', name: 'is made of the address %s: %s' },
    without: { kind: 'CallExpression', becomes: "''" },
  },
  {
    id: 'ORG-18',
    rule: 'The personal organization is the first default organization.',
    test: {
      file: 'test/domain/user/user.spec.ts',
      name: 'can sign in, and has the personal organization as the default',
    },
    without: { kind: 'PropertyAccessExpression', becomes: '$expression.id' },
  },
  {
    id: 'ORG-19',
    rule: 'A personal organization is not deleted by itself.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is an admin’s to decide, and not that of a personal organization',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-20',
    rule: 'A personal organization is deleted with its user.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'are deleted once nobody else is left without an admin',
    },
    without: { kind: 'CallExpression', becomes: '' },
  },
  {
    id: 'ORG-21',
    rule: 'A personal organization is restored with its user.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'are restored with their personal organization and no other membership',
    },
    without: { kind: 'CallExpression', becomes: '' },
  },
  {
    id: 'ORG-22',
    rule: 'A user who is restored regains no other membership.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'are restored with their personal organization and no other membership',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'ORG-23',
    rule: 'A personal organization does not keep its user from going, though nobody else leads it.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'are deleted once nobody else is left without an admin',
    },
    without: { kind: 'BinaryExpression', innermost: true, becomes: 'true' },
  },
  {
    id: 'ORG-24',
    rule: 'A default organization to which the user no longer belongs resolves to the personal one.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'point at a default organization, which resolves to the personal one when it no longer holds',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'ORG-25',
    rule: 'Only an organization to which the user belongs can be made the default.',
    test: {
      file: 'test/application/users/accounts.spec.ts',
      name: 'point at a default organization, which resolves to the personal one when it no longer holds',
    },
    without: {
      kind: 'CallExpression',
      becomes:
        '{ ok: true, value: { organization: $arguments.0.organization, person: $arguments.0 } }',
    },
  },
  {
    id: 'ORG-26',
    rule: 'One user founds at most 100 organizations, the personal one left out.',
    test: {
      file: 'test/application/organizations/found.spec.ts',
      name: 'stops at the limit of one founder, who may go on after it was raised',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
];
