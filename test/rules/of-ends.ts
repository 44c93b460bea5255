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
    without: {
      file: 'src/application/organizations/delete.ts',
      find: "authorityOver(storage, actor, organizationId, 'organization:delete')",
      replace: "authorityOver(storage, actor, organizationId, 'organization:read')",
    },
  },
  {
    id: 'ORG-45',
    rule: 'An organization that is deleted is there for nobody to work in.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is soft: nobody is its member, its slug stays taken, its invitations are revoked',
    },
    without: {
      file: 'src/domain/organization/authority.ts',
      find: "if (organization.deletedAt !== undefined) return { code: 'organization_deleted' };",
      replace: '',
    },
  },
  {
    id: 'ORG-46',
    rule: 'The deletion of an organization revokes its pending invitations, which stay so when it is restored.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is undone within thirty days: members and slug are back, invitations are not',
    },
    without: {
      file: 'src/application/organizations/delete.ts',
      find: "changes: [updated('organizations', organization, after.value), ...revoked.changes],",
      replace: "changes: [updated('organizations', organization, after.value)],",
    },
  },
  {
    id: 'ORG-47',
    rule: 'An organization is restored with its members and its slug for 30 days.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is undone within thirty days: members and slug are back, invitations are not',
    },
    without: {
      file: 'src/domain/shared/policy.ts',
      find: 'restoreWindow: [day, 30 * day, 365 * day],',
      replace: 'restoreWindow: [day, 29 * day, 365 * day],',
    },
  },
  {
    id: 'ORG-48',
    rule: 'Later than that an organization is not restored.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is for good after thirty days',
    },
    without: {
      file: 'src/domain/organization/organization.ts',
      find: "if (isPastRestoring(organization, policy, now)) return refuse({ code: 'restore_window_over' });",
      replace: '',
    },
  },
  {
    id: 'ORG-49',
    rule: 'An organization that can no longer be restored is purged.',
    test: {
      file: 'test/application/maintenance/maintenance.spec.ts',
      name: 'purges what was deleted thirty days ago',
    },
    without: {
      file: 'src/application/maintenance/purges.ts',
      find: 'const [id] = await organizations.deletedUntil(lastRestorable(unit), 1);',
      replace: 'const [id] = [];',
    },
  },
  {
    id: 'ORG-50',
    rule: 'Times come from the clock that the embedder gives.',
    test: {
      file: 'test/application/organizations/found.spec.ts',
      name: 'makes an organization with its slug, its profile and the founder as admin',
    },
    without: {
      file: 'src/application/use-case/command.ts',
      find: 'const now = await context.clock.now();',
      replace: 'const now = new Date();',
    },
  },
];
