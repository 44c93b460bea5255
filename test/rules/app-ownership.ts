// Rules of what an organization, its contact and its keys are to its apps.
import type { Rule } from './rule.js';

export const appOwnershipRules: readonly Rule[] = [
  {
    id: 'APP-77',
    statement: 'An organization with a live app cannot be deleted.',
    test: {
      file: 'test/application/organizations/delete-with-apps.spec.ts',
      name: 'block the deletion where they are live or in review, and the refusal names each once',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-78',
    statement: 'An organization with an app in review cannot be deleted.',
    test: {
      file: 'test/application/organizations/delete-with-apps.spec.ts',
      name: 'block the deletion where they are live or in review, and the refusal names each once',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-79',
    statement: 'An expired approval does not prevent the deletion of an organization.',
    test: {
      file: 'test/application/organizations/delete-with-apps.spec.ts',
      name: 'do not block the deletion as drafts, deleted, withdrawn, or with an expired approval',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$condition.left ? [] : $whenFalse' },
  },
  {
    id: 'APP-80',
    statement:
      'An account cannot be deleted while an app of its personal organization is live or in review.',
    test: {
      file: 'test/application/organizations/delete-with-apps.spec.ts',
      name: 'block the deletion of the account whose personal organization owns them',
    },
    removal: { kind: 'Identifier', replacement: '0' },
  },
  {
    id: 'APP-81',
    statement:
      'While an organization is deleted, nobody can see its apps; they return when it is restored.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are not found while their organization is deleted, and return with it',
    },
    removal: {
      kind: 'CallExpression',
      replacement:
        "$expression({ ...$arguments.0, actor: { kind: 'system', reason: '' } }, $arguments.1, $arguments.2).then((one) => one.ok ? one : { ok: true, value: { organization: null, person: null } })",
    },
  },
  {
    id: 'APP-82',
    statement:
      'A change of the contact address in the profile ends its verification by the embedding service.',
    test: {
      file: 'test/application/organizations/verify-contact.spec.ts',
      name: 'is verified by the embedding service, until another address is set',
    },
    removal: { kind: 'ParenthesizedExpression', replacement: '$expression.whenTrue' },
  },
  {
    id: 'APP-83',
    statement:
      'A contact address counts as verified if it is the verified address of a member, and not of anybody else.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'needs a contact address that a member or the service has verified',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'APP-84',
    statement: "An account's unverified address does not verify the contact address.",
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is not ready if the member has not verified the contact address',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
  {
    id: 'APP-85',
    statement: 'Only the embedding service can verify a contact address directly.',
    test: {
      file: 'test/application/organizations/verify-contact.spec.ts',
      name: 'is verified by nobody else, and not in a missing organization',
    },
    removal: { kind: 'CallExpression', replacement: '{ ok: true }' },
  },
  {
    id: 'APP-86',
    statement: 'The available actions of an app are exactly the commands that would succeed.',
    test: {
      file: 'test/application/review/sequences.prop.ts',
      name: 'keep the invariants of apps and review',
    },
    removal: { kind: 'CallExpression', replacement: 'async () => true' },
  },
  {
    id: 'APP-87',
    statement: 'A key can edit drafts only of its own app or organization.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by their own keys, which cannot share, submit or manage them',
    },
    removal: { kind: 'BinaryExpression', innermost: true, replacement: 'true' },
  },
  {
    id: 'APP-88',
    statement: 'A key cannot delete or move an app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by their own keys, which cannot share, submit or manage them',
    },
    removal: { kind: 'StringLiteral', replacement: "'apps:edit', 'apps:manage'" },
  },
  {
    id: 'APP-89',
    statement: 'A revoked key cannot read an app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by their own keys, which cannot share, submit or manage them',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-90',
    statement: 'A key cannot share or delist an app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by their own keys, which cannot share, submit or manage them',
    },
    removal: { kind: 'StringLiteral', replacement: "'apps:edit', 'apps:publish'" },
  },
  {
    id: 'APP-91',
    statement: 'No text that an app publishes holds a character that nobody can see.',
    test: {
      file: 'test/domain/app/published-texts.prop.ts',
      name: 'are refused with tags in any of them, at its path: %s',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'APP-92',
    statement: 'A number is on a step of its setting as a decimal number, exactly.',
    test: {
      file: 'test/domain/app/setting-values.spec.ts',
      name: 'can be %d on steps of %d from %d',
    },
    removal: {
      kind: 'PrefixUnaryExpression',
      replacement: '(value - (setting.min ?? 0)) % step !== 0',
    },
  },
  {
    id: 'APP-93',
    statement: 'A parameter of a tool with the name `__proto__` is refused, not dropped.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'refuses a parameter with the name __proto__ at its path',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'APP-94',
    statement: 'An organization has at most 100 apps, with deleted ones that can be restored.',
    test: {
      file: 'test/application/apps/app-limits.spec.ts',
      name: 'count the apps that can be restored, and restoring one is never too much',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'APP-95',
    statement: 'A person creates at most 20 apps a day.',
    test: {
      file: 'test/application/apps/app-limits.spec.ts',
      name: 'let a person create a number of apps a day in all organizations, and others as many',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '1_000' },
  },
  {
    id: 'APP-96',
    statement:
      'A package name that begins with the domain of a well-known company is kept for this company.',
    test: {
      file: 'test/application/apps/app-limits.spec.ts',
      name: 'keep the package names of companies for who has a verified address of their domain',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'APP-97',
    statement: 'A well-known company is recognized by a verified contact address of its domain.',
    test: {
      file: 'test/application/apps/app-limits.spec.ts',
      name: 'keep the package names of companies for who has a verified address of their domain',
    },
    removal: { kind: 'CallExpression', replacement: 'true' },
  },
];
