// Rules of slugs that are reserved or were changed.
import type { Rule } from './rule.js';

export const keptSlugs: readonly Rule[] = [
  {
    id: 'SLUG-20',
    rule: 'Reserved are the words of routes.',
    test: { file: 'test/domain/slug/reserved.spec.ts', name: 'are what the rules name' },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'SLUG-21',
    rule: 'Reserved are the mailboxes of RFC 2142.',
    test: { file: 'test/domain/slug/reserved.spec.ts', name: 'hold every mailbox of RFC 2142' },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'SLUG-22',
    rule: 'Reserved are the special names of JavaScript, as slugs.',
    test: {
      file: 'test/domain/slug/reserved.spec.ts',
      name: 'hold the names that JavaScript gives a meaning, as slugs',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'SLUG-23',
    rule: 'Reserved are the special-use names of DNS.',
    test: { file: 'test/domain/slug/reserved.spec.ts', name: 'hold the special-use names of DNS' },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'SLUG-24',
    rule: 'Reserved are the device names of Windows.',
    test: { file: 'test/domain/slug/reserved.spec.ts', name: 'hold every device name of Windows' },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'SLUG-25',
    rule: 'Reserved are the words that the embedder adds.',
    test: {
      file: 'test/application/organizations/found.spec.ts',
      name: 'passes over a reserved slug where it makes one',
    },
    without: { kind: 'ArrayLiteralExpression', becomes: '$elements.0.expression' },
  },
  {
    id: 'SLUG-26',
    rule: 'Another name does not change the slug.',
    test: {
      file: 'test/domain/organization/organization.spec.ts',
      name: 'keeps its slug when it is renamed',
    },
    without: {
      kind: 'ObjectLiteralExpression',
      becomes: "{ $properties.0, $properties.1, slug: 'renamed', $properties.2 }",
    },
  },
  {
    id: 'SLUG-27',
    rule: 'The slug before redirects to the organization.',
    test: {
      file: 'test/application/organizations/slugs.spec.ts',
      name: 'changes, and the one before redirects and stays the organization’s own',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'SLUG-28',
    rule: 'Nobody else takes a slug that an organization had.',
    test: {
      file: 'test/application/organizations/slugs.spec.ts',
      name: 'changes, and the one before redirects and stays the organization’s own',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'SLUG-29',
    rule: 'The organization that had a slug takes it back.',
    test: {
      file: 'test/application/organizations/slugs.spec.ts',
      name: 'keeps ten former slugs, and takes one back at any time',
    },
    without: { kind: 'CallExpression', becomes: 'false' },
  },
  {
    id: 'SLUG-30',
    rule: 'An organization that is deleted keeps its slugs.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'is soft: nobody is its member, its slug stays taken, its invitations are revoked',
    },
    without: {
      kind: 'ArrayLiteralExpression',
      becomes:
        "[$elements.0, $elements.1, { kind: 'remove', collection: 'slugs', id: $elements.0.arguments.1.value.slug, expected: 1 }]",
    },
  },
  {
    id: 'SLUG-31',
    rule: 'A purge frees the slugs of an organization.',
    test: {
      file: 'test/application/organizations/deletion.spec.ts',
      name: 'leaves nothing once it is purged, and frees the slugs',
    },
    without: { kind: 'AwaitExpression', becomes: '[]' },
  },
  {
    id: 'SLUG-32',
    rule: 'An organization keeps at most 10 former slugs.',
    test: {
      file: 'test/application/organizations/slugs.spec.ts',
      name: 'keeps ten former slugs, and takes one back at any time',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'SLUG-33',
    rule: 'An organization changes its slug once a day.',
    test: { file: 'test/application/organizations/slugs.spec.ts', name: 'changes once a day' },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
];
