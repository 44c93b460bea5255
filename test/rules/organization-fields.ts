// Rules of the fields that the embedding service gives an organization.
import type { Rule } from './rule.js';

const externalIdTests = 'test/application/organizations/external-id.spec.ts';

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
];
