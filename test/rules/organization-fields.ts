// Rules of the fields that the embedding service gives an organization or a membership.
import type { Rule } from './rule.js';

const externalIdTests = 'test/application/organizations/external-id.spec.ts';

const metadataTests = 'test/application/organizations/update-metadata.spec.ts';

const membershipTests = 'test/application/memberships/update-metadata.spec.ts';

export const organizationFieldRules: readonly Rule[] = [
  {
    id: 'ORG-70',
    statement: 'An external id has 1 to 128 visible ASCII characters.',
    test: { file: externalIdTests, name: 'is 1 to 128 visible ASCII characters' },
    removal: { kind: 'RegularExpressionLiteral', replacement: '/^/' },
  },
  {
    id: 'ORG-71',
    statement: 'Only the embedding service sees the external id of an organization.',
    test: { file: externalIdTests, name: 'is shown to the embedding service, and not to members' },
    removal: { kind: 'StringLiteral', replacement: "'member'" },
  },
  {
    id: 'ORG-72',
    statement: 'Only the embedding service sets, changes and removes the external id.',
    test: { file: externalIdTests, name: 'is set by the embedding service alone' },
    removal: { kind: 'Identifier', replacement: '(_context, input) => ok(input)' },
  },
  {
    id: 'ORG-73',
    statement: 'No two organizations have the same external id.',
    test: {
      file: externalIdTests,
      name: 'belongs to one organization, and another one is refused',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'ORG-74',
    statement:
      'A deleted organization keeps its external id until the embedding service removes it or the organization is purged.',
    test: {
      file: externalIdTests,
      name: 'stays with a deleted organization until it is removed or the organization is purged',
    },
    removal: {
      kind: 'CallExpression',
      replacement:
        "storage.organizations.findById(organizationId).then((found) => found?.value.deletedAt === undefined ? ok({ organization: found }) : refuse({ code: 'organization_deleted' }))",
    },
  },
  {
    id: 'ORG-75',
    statement: 'Only the embedding service finds an organization by its external id.',
    test: { file: externalIdTests, name: 'finds nothing for anybody else' },
    removal: { kind: 'CallExpression', replacement: 'ok(null)' },
  },
  {
    id: 'ORG-76',
    statement: 'Only the embedding service writes metadata.',
    test: {
      file: metadataTests,
      name: 'is written by the embedding service alone, and not in a deleted organization',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
  {
    id: 'ORG-77',
    statement: 'Only the embedding service sees the private metadata of an organization.',
    test: {
      file: metadataTests,
      name: 'is seen by members if it is public, and not if it is private',
    },
    removal: { kind: 'StringLiteral', replacement: "'member'" },
  },
  {
    id: 'ORG-78',
    statement: 'Each object of metadata has at most 16 kB of JSON.',
    test: {
      file: metadataTests,
      name: 'has at most 16 kB, in bytes of its JSON, with what is there already',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'ORG-79',
    statement: 'Nobody but the embedding service is told that private metadata has changed.',
    test: {
      file: metadataTests,
      name: 'is in no entry of the journal, and a private change shows nowhere',
    },
    removal: { kind: 'CallExpression', replacement: 'true' },
  },
  {
    id: 'ORG-80',
    statement:
      'A change of metadata keeps the names that it does not give, and null removes a name.',
    test: { file: metadataTests, name: 'gets new values by name, and null removes a name' },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'ORG-81',
    statement: 'A change of metadata is refused if its caller has seen an older version.',
    test: {
      file: metadataTests,
      name: 'changes only if nobody else has changed it, for those who say what they saw',
    },
    removal: { kind: 'Identifier', replacement: 'false' },
  },
  {
    id: 'ORG-82',
    statement: 'Metadata must fit the schema of the embedding service, as a whole.',
    test: { file: metadataTests, name: 'must fit them after the change is merged into it' },
    removal: { kind: 'AwaitExpression', replacement: 'ok(merged)' },
  },
  {
    id: 'ORG-83',
    statement: 'Metadata is plain JSON.',
    test: { file: metadataTests, name: 'is JSON, and what is not is refused with its place' },
    removal: { kind: 'CallExpression', replacement: '0' },
  },
  {
    id: 'ORG-85',
    statement: 'Only the embedding service sees the private metadata of a membership.',
    test: {
      file: membershipTests,
      name: 'is seen by members if it is public, and not if it is private',
    },
    removal: { kind: 'StringLiteral', replacement: "'member'" },
  },
  {
    id: 'ORG-86',
    statement: 'Who may not read members sees only their own membership.',
    test: {
      file: membershipTests,
      name: 'is shown to the member, and to nobody else without members:read',
    },
    removal: { kind: 'StringLiteral', replacement: 'null' },
  },
  {
    id: 'ORG-87',
    statement: 'The metadata of a membership is removed when the membership ends.',
    test: { file: membershipTests, name: 'is gone when the member %s' },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'ORG-88',
    statement:
      'A mail about a change of a membership is sent although the metadata of the membership has changed since.',
    test: {
      file: membershipTests,
      name: 'a mail about a change of role is sent although the metadata has changed since',
    },
    removal: { kind: 'BinaryExpression', replacement: '$left' },
  },
  {
    id: 'ORG-89',
    statement: 'The metadata of a membership stays when the account is suspended.',
    test: { file: membershipTests, name: 'stays when the account is suspended' },
    removal: {
      kind: 'CallExpression',
      replacement: 'updateChange($arguments.0, $arguments.1, $arguments.2)',
    },
  },
];
