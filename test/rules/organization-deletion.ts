// Rules of the deletion of an organization.
import type { Rule } from './rule.js';

export const organizationDeletionRules: readonly Rule[] = [
  {
    id: 'ORG-44',
    statement: 'Only who may (`organization:delete`) deletes an organization.',
    test: {
      file: 'test/application/organizations/delete-restore-purge.spec.ts',
      name: 'is for admins only, and refused for a personal organization',
    },
    removal: { kind: 'ArrayLiteralExpression', replacement: "[...$node, 'organization:delete']" },
  },
  {
    id: 'ORG-45',
    statement: 'Nobody can work in a deleted organization.',
    test: {
      file: 'test/application/organizations/delete-restore-purge.spec.ts',
      name: 'leaves no members, keeps its slug taken, and revokes its invitations',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-46',
    statement:
      'Deleting an organization revokes its pending invitations, and restoring it does not bring them back.',
    test: {
      file: 'test/application/organizations/delete-restore-purge.spec.ts',
      name: 'can be undone for 30 days: members and slug come back, invitations do not',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'ORG-47',
    statement: 'For 30 days an organization can be restored with its members and its slug.',
    test: {
      file: 'test/application/organizations/delete-restore-purge.spec.ts',
      name: 'can be undone for 30 days: members and slug come back, invitations do not',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '$node - 86_400' },
  },
  {
    id: 'ORG-48',
    statement: 'After that time an organization cannot be restored.',
    test: {
      file: 'test/application/organizations/delete-restore-purge.spec.ts',
      name: 'cannot be undone after 30 days',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'ORG-49',
    statement: 'An organization that cannot be restored any more is purged.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'purges accounts and organizations 30 days after their deletion',
    },
    removal: { kind: 'AwaitExpression', replacement: '[]' },
  },
  {
    id: 'ORG-50',
    statement: 'Every command takes its time from the clock that the embedder gives.',
    test: {
      file: 'test/application/organizations/create.spec.ts',
      name: 'writes the organization with its slug, its profile and the creator as admin',
    },
    removal: { kind: 'AwaitExpression', replacement: 'new Date()' },
  },
  {
    id: 'ORG-51',
    statement: 'The description of an organization holds no character that nobody can see.',
    test: {
      file: 'test/domain/organization/organization-profile.spec.ts',
      name: 'have no description with a character that nobody can see',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'ORG-52',
    statement:
      'The addresses in a profile have no host for special or local use, such as one under `home.arpa`.',
    test: {
      file: 'test/domain/shared/web-address.spec.ts',
      name: 'cannot be %s',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'ORG-53',
    statement: 'Only the embedding service adds a member without an invitation.',
    test: {
      file: 'test/application/memberships/add.spec.ts',
      name: 'is for the embedding service alone',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
  {
    id: 'ORG-54',
    statement: 'Nobody is added to an organization after its deletion, also at the same moment.',
    test: {
      file: 'test/application/memberships/add.race.ts',
      name: 'adds nobody to an organization after its deletion',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'ORG-55',
    statement: 'Nobody is added whose account cannot sign in.',
    test: {
      file: 'test/application/memberships/add.spec.ts',
      name: 'is refused for an account that cannot sign in',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'ORG-56',
    statement: 'Only those who manage members see the former members.',
    test: {
      file: 'test/application/memberships/count-former-access.spec.ts',
      name: 'are listed for those who manage members, and for nobody else',
    },
    removal: { kind: 'StringLiteral', replacement: "'members:read'" },
  },
  {
    id: 'ORG-57',
    statement:
      'What a user is in all organizations is told only to the user and to the embedding service.',
    test: {
      file: 'test/application/memberships/count-former-access.spec.ts',
      name: 'is told to the user and the embedding service alone',
    },
    removal: { kind: 'CallExpression', replacement: 'ok($arguments.1)' },
  },
  {
    id: 'ORG-58',
    statement: 'An account that cannot sign in has no access anywhere.',
    test: {
      file: 'test/application/memberships/count-former-access.spec.ts',
      name: 'is refused for an account that cannot sign in',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
  {
    id: 'ORG-59',
    statement: 'Organizations are found by name without regard to case, accents and width.',
    test: {
      file: 'test/application/organizations/list.spec.ts',
      name: 'finds by the beginning of the name, without case and accents',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'ORG-60',
    statement: 'Only the embedding service lists all organizations.',
    test: {
      file: 'test/application/organizations/list.spec.ts',
      name: 'is for the embedding service alone',
    },
    removal: { kind: 'CallExpression', replacement: 'ok(null)' },
  },
  {
    id: 'ORG-61',
    statement:
      'A service can have roles of its own beside admin and member. A name has 1 to 32 lower-case letters, digits, _ and -.',
    test: {
      file: 'test/domain/organization/role.spec.ts',
      name: 'have names of 1 to 32 lower-case letters, digits, _ and -, the first one a letter',
    },
    removal: { kind: 'RegularExpressionLiteral', replacement: '/^/' },
  },
  {
    id: 'ORG-62',
    statement: 'A role that a service does not know allows nothing in it.',
    test: {
      file: 'test/domain/organization/role.spec.ts',
      name: 'allow nothing where a service does not know them, whatever their name',
    },
    removal: {
      kind: 'BinaryExpression',
      replacement: '(byRole.get(role)?.has(permission) !== false)',
    },
  },
  {
    id: 'ORG-63',
    statement:
      'Nobody gives a role that is above their own, or changes or removes a member whose role is above their own.',
    test: {
      file: 'test/application/memberships/own-roles.spec.ts',
      name: 'protect who has more: nobody demotes or removes a member above themselves',
    },
    removal: { kind: 'ConditionalExpression', replacement: 'null' },
  },
  {
    id: 'ORG-64',
    statement: 'A member can leave, whatever the role allows.',
    test: {
      file: 'test/application/memberships/own-roles.spec.ts',
      name: 'allow nothing in a service that does not know them, but their holder is a member and may leave',
    },
    removal: { kind: 'NullKeyword', replacement: "'organization:read'" },
  },
  {
    id: 'ORG-65',
    statement: 'Every role may read the organization, and what it may change.',
    test: {
      file: 'test/domain/organization/role.spec.ts',
      name: 'may read the organization, and what they may change',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'ORG-66',
    statement: 'Only who may read members lists them.',
    test: {
      file: 'test/application/memberships/own-roles.spec.ts',
      name: 'show members and drafts only to those who may read them',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
];
