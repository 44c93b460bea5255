// Rules of slugs that are reserved or were changed.
import type { Rule } from './rule.js';

export const keptSlugs: readonly Rule[] = [
  {
    id: 'SLUG-20',
    rule: 'Reserved are the words of routes.',
    test: { file: 'test/domain/slug/reserved.spec.ts', name: 'are what the rules name' },
    without: {
      file: 'src/domain/slug/reserved.ts',
      find: `  ...actionRoutes,
`,
      replace: '',
    },
  },
  {
    id: 'SLUG-21',
    rule: 'Reserved are the mailboxes of RFC 2142.',
    test: { file: 'test/domain/slug/reserved.spec.ts', name: 'hold every mailbox of RFC 2142' },
    without: {
      file: 'src/domain/slug/reserved.ts',
      find: `  ...roleMailboxes,
`,
      replace: '',
    },
  },
  {
    id: 'SLUG-22',
    rule: 'Reserved are the special names of JavaScript, as slugs.',
    test: {
      file: 'test/domain/slug/reserved.spec.ts',
      name: 'hold the names that JavaScript gives a meaning, as slugs',
    },
    without: {
      file: 'src/domain/slug/reserved.ts',
      find: `  ...javascriptNames,
`,
      replace: '',
    },
  },
  {
    id: 'SLUG-23',
    rule: 'Reserved are the special-use names of DNS.',
    test: { file: 'test/domain/slug/reserved.spec.ts', name: 'hold the special-use names of DNS' },
    without: {
      file: 'src/domain/slug/reserved.ts',
      find: `  ...specialUseNames,
`,
      replace: '',
    },
  },
  {
    id: 'SLUG-24',
    rule: 'Reserved are the device names of Windows.',
    test: { file: 'test/domain/slug/reserved.spec.ts', name: 'hold every device name of Windows' },
    without: {
      file: 'src/domain/slug/reserved.ts',
      find: `  ...windowsDevices,
`,
      replace: '',
    },
  },
  {
    id: 'SLUG-25',
    rule: 'Reserved are the words that the embedder adds.',
    test: {
      file: 'test/application/organizations/found.spec.ts',
      name: 'passes over a reserved slug where it makes one',
    },
    without: {
      file: 'src/guildhall.ts',
      find: 'new Set([...reservedSlugs, ...(options.reservedSlugs ?? [])])',
      replace: 'new Set(reservedSlugs)',
    },
  },
  {
    id: 'SLUG-26',
    rule: 'Another name does not change the slug.',
    test: {
      file: 'test/domain/organization/organization.spec.ts',
      name: 'keeps its slug when it is renamed',
    },
    without: {
      file: 'src/domain/organization/organization.ts',
      find: 'return { ...organization, name, updatedAt: now };',
      replace: "return { ...organization, name, slug: 'renamed', updatedAt: now };",
    },
  },
  {
    id: 'SLUG-27',
    rule: 'The slug before redirects to the organization.',
    test: {
      file: 'test/application/organizations/slugs.spec.ts',
      name: 'changes, and the one before redirects and stays the organization’s own',
    },
    without: {
      file: 'src/application/organizations/organizations.ts',
      find: 'isFormer: organization.slug !== slug.value,',
      replace: 'isFormer: false,',
    },
  },
  {
    id: 'SLUG-28',
    rule: 'Nobody else takes a slug that an organization had.',
    test: {
      file: 'test/application/organizations/slugs.spec.ts',
      name: 'changes, and the one before redirects and stays the organization’s own',
    },
    without: {
      file: 'src/application/organizations/slugs.ts',
      find: "return isOwn || taken.length === 0 ? ok(own) : refuse({ code: 'slug_taken', path: ['slug'] });",
      replace: 'return ok(own);',
    },
  },
  {
    id: 'SLUG-29',
    rule: 'The organization that had a slug takes it back.',
    test: {
      file: 'test/application/organizations/slugs.spec.ts',
      name: 'keeps ten former slugs, and takes one back at any time',
    },
    without: {
      file: 'src/application/organizations/slugs.ts',
      find: 'const isOwn = own.some(({ value }) => value.slug === slug);',
      replace: 'const isOwn = false;',
    },
  },
  {
    id: 'SLUG-30',
    rule: 'An organization that is deleted keeps its slugs.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is soft: nobody is its member, its slug stays taken, its invitations are revoked',
    },
    without: {
      file: 'src/application/organizations/delete.ts',
      find: "changes: [updated('organizations', organization, after.value), ...revoked.changes],",
      replace:
        "changes: [updated('organizations', organization, after.value), ...revoked.changes, ...(await storage.slugs.ofOrganization(organizationId)).map(({ value, version }) => ({ kind: 'remove', collection: 'slugs', id: value.slug, expected: version }))],",
    },
  },
  {
    id: 'SLUG-31',
    rule: 'A purge frees the slugs of an organization.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'leaves nothing once it is purged, and frees the slugs',
    },
    without: {
      file: 'src/application/organizations/purge.ts',
      find: 'const slugs = await unit.storage.slugs.ofOrganization(id);',
      replace: 'const slugs = [];',
    },
  },
  {
    id: 'SLUG-32',
    rule: 'An organization keeps at most 10 former slugs.',
    test: {
      file: 'test/application/organizations/slugs.spec.ts',
      name: 'keeps ten former slugs, and takes one back at any time',
    },
    without: {
      file: 'src/domain/slug/change.ts',
      find: "if (isTooMany) return refuse({ code: 'former_slug_limit_reached', limit });",
      replace: '',
    },
  },
  {
    id: 'SLUG-33',
    rule: 'An organization changes its slug once a day.',
    test: { file: 'test/application/organizations/slugs.spec.ts', name: 'changes once a day' },
    without: {
      file: 'src/domain/slug/change.ts',
      find: 'if (freeAt !== undefined && now < freeAt) {',
      replace: 'if (false) {',
    },
  },
];
