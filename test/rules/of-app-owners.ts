// Rules of what an organization, its contact and its keys are to its apps.
import type { Rule } from './rule.js';

export const appOwners: readonly Rule[] = [
  {
    id: 'APP-77',
    rule: 'An organization is not deleted while an app of it is live.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'are in the way where they are live or in review, each named once',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-78',
    rule: 'An organization is not deleted while an app of it is in review.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'are in the way where they are live or in review, each named once',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-79',
    rule: 'An approval that time has ended keeps no organization from being deleted.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'are not in the way as drafts, deleted, withdrawn, or once an approval has ended',
    },
    without: { kind: 'ConditionalExpression', becomes: '$condition.left ? [] : $whenFalse' },
  },
  {
    id: 'APP-80',
    rule: 'An account is not deleted while an app of its personal organization is live or in review.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'keep the account of whose personal organization they are',
    },
    without: { kind: 'Identifier', becomes: '0' },
  },
  {
    id: 'APP-81',
    rule: 'The apps of a deleted organization are there for nobody, and back with it.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are of nobody once their organization is deleted, and back with it',
    },
    without: {
      kind: 'CallExpression',
      becomes:
        "$expression($arguments.0, { kind: 'system', reason: '' }, $arguments.2, $arguments.3).then((one) => one.ok ? one : { ok: true, value: { organization: null, person: null } })",
    },
  },
  {
    id: 'APP-82',
    rule: 'The embedding service vouches for a contact address, which holds until another one is named.',
    test: {
      file: 'test/application/organizations/verify-contact.spec.ts',
      name: 'is vouched for by the embedding service, once, until another one is named',
    },
    without: { kind: 'ParenthesizedExpression', becomes: '$expression.whenTrue' },
  },
  {
    id: 'APP-83',
    rule: 'A contact address is known that is the verified one of a member, and no stranger’s.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is submitted under a contact that a member has verified, or the service has vouched for',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'APP-84',
    rule: 'An address that its account has not verified is no known contact.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is not submitted under a contact that its member has not verified',
    },
    without: { kind: 'PrefixUnaryExpression', becomes: 'false' },
  },
  {
    id: 'APP-85',
    rule: 'Nobody but the embedding service vouches for a contact address.',
    test: {
      file: 'test/application/organizations/verify-contact.spec.ts',
      name: 'is nobody else’s to vouch for, nor there where the organization is not',
    },
    without: { kind: 'CallExpression', becomes: '{ ok: true }' },
  },
  {
    id: 'APP-86',
    rule: 'What can be done with an app is told exactly as the commands would do it.',
    test: {
      file: 'test/application/review/sequences.prop.ts',
      name: 'keeps the invariants of apps and review',
    },
    without: { kind: 'CallExpression', becomes: 'async () => true' },
  },
  {
    id: 'APP-87',
    rule: 'A key edits drafts where it belongs, and nowhere else.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by keys where they belong, which share, submit and manage nothing',
    },
    without: { kind: 'BinaryExpression', innermost: true, becomes: 'true' },
  },
  {
    id: 'APP-88',
    rule: 'A key neither deletes nor moves anything.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by keys where they belong, which share, submit and manage nothing',
    },
    without: { kind: 'StringLiteral', becomes: "'apps:edit', 'apps:manage'" },
  },
  {
    id: 'APP-89',
    rule: 'A key that is revoked reads nothing any more.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by keys where they belong, which share, submit and manage nothing',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'APP-90',
    rule: 'A key shares nothing and takes nothing out of the store.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by keys where they belong, which share, submit and manage nothing',
    },
    without: { kind: 'StringLiteral', becomes: "'apps:edit', 'apps:publish'" },
  },
];
