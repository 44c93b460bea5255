// Rules of apps and of what they are called.
import type { Rule } from './rule.js';

export const apps: readonly Rule[] = [
  {
    id: 'APP-1',
    rule: 'A package name is two or more segments of `[a-z][a-z0-9_]*` with dots between them.',
    test: {
      file: 'test/domain/app/package-name.prop.ts',
      name: 'is two or more segments of letters, digits and underscores, each with a letter first',
    },
    without: {
      file: 'src/domain/app/package-name.ts',
      find: '(?:\\.[a-z][a-z0-9_]*)+$/',
      replace: '(?:\\.[a-z][a-z0-9_]*)*$/',
    },
  },
  {
    id: 'APP-2',
    rule: 'A package name has at most 200 characters.',
    test: {
      file: 'test/domain/app/package-name.spec.ts',
      name: 'has at most 200 characters, which is looked at before the form: %s',
    },
    without: {
      file: 'src/domain/app/package-name.ts',
      find: "if (text.length > maxPackageNameLength) return 'too_long';",
      replace: '',
    },
  },
  {
    id: 'APP-3',
    rule: 'Package names of the platform, and those that belong to nobody, are reserved.',
    test: {
      file: 'test/domain/app/package-name.spec.ts',
      name: 'is kept for the platform, or for nobody: %s',
    },
    without: {
      file: 'src/domain/app/package-name.ts',
      find: '  ...platformPrefixes,\n',
      replace: '',
    },
  },
  {
    id: 'APP-4',
    rule: 'A reserved prefix holds whole segments back, and what only begins with the same letters is free.',
    test: {
      file: 'test/domain/app/package-name.spec.ts',
      name: 'is kept back by the prefixes that are given, in whole segments',
    },
    without: {
      file: 'src/domain/app/package-name.ts',
      find: 'name === prefix || name.startsWith(',
      replace: 'name.startsWith(prefix) || name.startsWith(',
    },
  },
  {
    id: 'APP-5',
    rule: 'A package name is given once, whatever becomes of the app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'have a package name for ever, which is never given twice',
    },
    without: {
      file: 'src/application/apps/create.ts',
      find: "if (known !== null) return refuse({ code: 'package_name_taken', path: ['packageName'] });",
      replace: '',
    },
  },
  {
    id: 'APP-6',
    rule: 'Of several who ask for one package name at once, one gets it.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'has its package name alone, where several ask for it at once',
    },
    without: {
      file: 'src/adapters/memory/app-tables.ts',
      find: '    ({ packageName }) => packageName,\n',
      replace: '    ({ id }) => id,\n',
    },
  },
  {
    id: 'APP-7',
    rule: 'The package name of an app that is purged stays taken.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'leave nothing but their names with it, which stay taken',
    },
    without: {
      file: 'src/application/apps/purge.ts',
      find: "updated('apps', app, archiveApp(app.value, unit.now))",
      replace: "removed('apps', app)",
    },
  },
  {
    id: 'APP-8',
    rule: 'An app begins private.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'begin as a draft that nobody else sees',
    },
    without: {
      file: 'src/domain/app/app.ts',
      find: "    visibility: 'private',\n    testers: [],\n    tier: 'none',",
      replace: "    visibility: 'public',\n    testers: [],\n    tier: 'none',",
    },
  },
  {
    id: 'APP-9',
    rule: 'Every member makes apps in the organization.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'begin as a draft that nobody else sees',
    },
    without: {
      file: 'src/application/apps/create.ts',
      find: "authorityOver(storage, actor, organizationId, 'apps:publish')",
      replace: "authorityOver(storage, actor, organizationId, 'apps:manage')",
    },
  },
  {
    id: 'APP-10',
    rule: 'Whoever may not see an app gets the same answer as for one that does not exist.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'begin as a draft that nobody else sees',
    },
    without: {
      file: 'src/application/apps/authority.ts',
      find: "if (code === 'organization_not_found') return appNotFound();",
      replace: '',
    },
  },
  {
    id: 'APP-11',
    rule: 'Every member edits every app of the organization.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members on the revision that they have looked at',
    },
    without: {
      file: 'src/application/apps/draft.ts',
      find: "permission: 'apps:edit',\n\n  decide(unit, { app }, { expectedRevision, changes })",
      replace:
        "permission: 'apps:manage',\n\n  decide(unit, { app }, { expectedRevision, changes })",
    },
  },
];
