// Rules of moving, deleting and archiving apps.
import type { Rule } from './rule.js';

export const appEnds: readonly Rule[] = [
  {
    id: 'APP-66',
    rule: 'An app is moved by an admin of both organizations.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: {
      file: 'src/application/apps/end.ts',
      find: "authorityOver(storage, actor, toOrganizationId, 'apps:manage')",
      replace:
        "authorityOver(storage, { kind: 'system', reason: '' }, toOrganizationId, 'apps:manage')",
    },
  },
  {
    id: 'APP-67',
    rule: 'An app is not moved while a submission is open.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: {
      file: 'src/application/apps/end.ts',
      find: "path: ['toOrganizationId'] });\n    if (open !== null) {",
      replace: "path: ['toOrganizationId'] });\n    if (false) {",
    },
  },
  {
    id: 'APP-68',
    rule: 'A move stands in the trails of both organizations.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: {
      file: 'src/application/apps/end.ts',
      find: 'organizations: [organizationId, toOrganizationId],',
      replace: 'organizations: [organizationId],',
    },
  },
  {
    id: 'APP-69',
    rule: 'What is live keeps the publisher that was reviewed, wherever the app is moved.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: {
      file: 'src/domain/app/app.ts',
      find: "  return { ...app, organizationId: to, testers: [], tier: 'none', updatedAt: now };",
      replace:
        "  const live = app.live && { ...app.live, listing: { ...app.live.listing, publisher: { ...app.live.listing.publisher, organizationId: to } } };\n  return { ...app, organizationId: to, testers: [], tier: 'none', updatedAt: now, ...(live ? { live } : {}) };",
    },
  },
  {
    id: 'APP-70',
    rule: 'An app is deleted by admins.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, not while a submission is open',
    },
    without: {
      file: 'src/application/apps/end.ts',
      find: "action: 'app.delete',\n    schema: ofAppSchema,\n    permission: 'apps:manage',",
      replace: "action: 'app.delete',\n    schema: ofAppSchema,\n    permission: 'apps:publish',",
    },
  },
  {
    id: 'APP-71',
    rule: 'An app is not deleted while a submission is open.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, not while a submission is open',
    },
    without: {
      file: 'src/application/apps/end.ts',
      find: 'const { open } = await openSubmission(unit, app.value.id);',
      replace: 'const open = null;',
    },
  },
  {
    id: 'APP-72',
    rule: 'A deleted app is edited by nobody.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, not while a submission is open',
    },
    without: {
      file: 'src/application/apps/authority.ts',
      find: "return isDeleted ? refuse({ code: 'app_deleted', path: ['appId'] }) : authority;",
      replace: 'return authority;',
    },
  },
  {
    id: 'APP-73',
    rule: 'A deleted app is restored as it was for 30 days, and later not.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, not while a submission is open',
    },
    without: {
      file: 'src/domain/app/app.ts',
      find: 'if (app.archivedAt !== undefined || isPastRestoring(app, policy, now)) {',
      replace: 'if (app.archivedAt !== undefined) {',
    },
  },
  {
    id: 'APP-74',
    rule: 'An app that can no longer be restored is archived.',
    test: {
      file: 'test/application/maintenance/apps.spec.ts',
      name: 'archives apps that were deleted thirty days ago, with whatever they have',
    },
    without: {
      file: 'src/application/maintenance/purges.ts',
      find: 'const [id] = await apps.deletedUntil(lastRestorable(unit), 1);',
      replace: 'const [id] = [];',
    },
  },
  {
    id: 'APP-75',
    rule: 'Nothing is left of an archived app but its name: no submission, no key.',
    test: {
      file: 'test/application/maintenance/apps.spec.ts',
      name: 'archives apps that were deleted thirty days ago, with whatever they have',
    },
    without: {
      file: 'src/application/apps/purge.ts',
      find: "    ...keys.map((read) => removed('apikeys', read)),\n",
      replace: '',
    },
  },
  {
    id: 'APP-76',
    rule: 'An app that comes back while it is being archived keeps what it has.',
    test: {
      file: 'test/application/maintenance/apps.spec.ts',
      name: 'leaves an app alone that comes back meanwhile',
    },
    without: {
      file: 'src/application/apps/purge.ts',
      find: ": touched('apps', app);",
      replace: ": touched('apps', { ...app, version: app.version + 1 });",
    },
  },
];
