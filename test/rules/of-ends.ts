// Rules of the end of an organization.
import type { Rule } from './rule.js';

export const ends: readonly Rule[] = [
  {
    id: 'ORG-44',
    rule: 'An organization is deleted by its admins.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is an admin’s to decide, and not that of a personal organization',
    },
    without: { kind: 'StringLiteral', becomes: "'organization:read'" },
  },
  {
    id: 'ORG-45',
    rule: 'An organization that is deleted is there for nobody to work in.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is soft: nobody is its member, its slug stays taken, its invitations are revoked',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-46',
    rule: 'The deletion of an organization revokes its pending invitations, which stay so when it is restored.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is undone within thirty days: members and slug are back, invitations are not',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'ORG-47',
    rule: 'An organization is restored with its members and its slug for 30 days.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is undone within thirty days: members and slug are back, invitations are not',
    },
    without: { kind: 'NumericLiteral', becomes: '29' },
  },
  {
    id: 'ORG-48',
    rule: 'Later than that an organization is not restored.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is for good after thirty days',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'ORG-49',
    rule: 'An organization that can no longer be restored is purged.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'purges what was deleted thirty days ago',
    },
    without: { kind: 'AwaitExpression', becomes: '[]' },
  },
  {
    id: 'ORG-50',
    rule: 'Times come from the clock that the embedder gives.',
    test: {
      file: 'test/application/organizations/found.spec.ts',
      name: 'makes an organization with its slug, its profile and the founder as admin',
    },
    without: { kind: 'AwaitExpression', becomes: 'new Date()' },
  },
];
