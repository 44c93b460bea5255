// Rules of slugs: reserved ones and changes.
import type { Rule } from './rule.js';

export const slugReservationRules: readonly Rule[] = [
  {
    id: 'SLUG-20',
    statement: 'The words of routes are reserved.',
    test: {
      file: 'test/domain/slug/reserved-slugs.spec.ts',
      name: 'contain the words of the rules',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'SLUG-21',
    statement: 'The mailbox names of RFC 2142 are reserved.',
    test: {
      file: 'test/domain/slug/reserved-slugs.spec.ts',
      name: 'contain every mailbox of RFC 2142',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'SLUG-22',
    statement: 'The special names of JavaScript are reserved in the form of slugs.',
    test: {
      file: 'test/domain/slug/reserved-slugs.spec.ts',
      name: 'contain the special names of JavaScript as slugs',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'SLUG-23',
    statement: 'The special-use domain names are reserved.',
    test: {
      file: 'test/domain/slug/reserved-slugs.spec.ts',
      name: 'contain the special-use names of DNS',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'SLUG-24',
    statement: 'The device names of Windows are reserved.',
    test: {
      file: 'test/domain/slug/reserved-slugs.spec.ts',
      name: 'contain every device name of Windows',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'SLUG-25',
    statement: 'The words that the embedder adds are reserved.',
    test: {
      file: 'test/application/organizations/create.spec.ts',
      name: 'makes no reserved slug',
    },
    removal: { kind: 'ArrayLiteralExpression', replacement: '$elements.0.expression' },
  },
  {
    id: 'SLUG-26',
    statement: 'Renaming an organization does not change its slug.',
    test: {
      file: 'test/application/organizations/rename-update-profile.spec.ts',
      name: 'renames without a new slug, and writes nothing for the same name',
    },
    removal: { kind: 'CallExpression', replacement: "{ ...$node, slug: 'renamed' }" },
  },
  {
    id: 'SLUG-27',
    statement: 'A former slug redirects to its organization.',
    test: {
      file: 'test/application/organizations/change-suggest-check-slug.spec.ts',
      name: 'redirects after a change, and stays taken by the organization',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'SLUG-28',
    statement: 'No other organization can take a former slug.',
    test: {
      file: 'test/application/organizations/change-suggest-check-slug.spec.ts',
      name: 'redirects after a change, and stays taken by the organization',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'SLUG-29',
    statement: 'An organization can use its own former slug again.',
    test: {
      file: 'test/application/organizations/change-suggest-check-slug.spec.ts',
      name: 'leaves ten former slugs, of which one can be used again at any time',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'SLUG-30',
    statement: 'The command that deletes an organization leaves its slugs taken.',
    test: {
      file: 'test/application/organizations/delete-restore-purge.spec.ts',
      name: 'leaves no members, keeps its slug taken, and revokes its invitations',
    },
    removal: {
      kind: 'ArrayLiteralExpression',
      replacement:
        "[$elements.0, $elements.1, { kind: 'remove', collection: 'slugs', id: $elements.0.arguments.1.value.slug, expectedVersion: 1 }]",
    },
  },
  {
    id: 'SLUG-31',
    statement: 'A purge frees the slugs of an organization.',
    test: {
      file: 'test/application/organizations/delete-restore-purge.spec.ts',
      name: 'leaves nothing after a purge, and frees the slugs',
    },
    removal: { kind: 'AwaitExpression', replacement: '[]' },
  },
  {
    id: 'SLUG-32',
    statement: 'An organization keeps at most 10 former slugs.',
    test: {
      file: 'test/application/organizations/change-suggest-check-slug.spec.ts',
      name: 'leaves ten former slugs, of which one can be used again at any time',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'SLUG-33',
    statement: 'An organization changes its slug at most once a day.',
    test: {
      file: 'test/application/organizations/change-suggest-check-slug.spec.ts',
      name: 'can change once a day',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'SLUG-34',
    statement: 'A slug does not look like an id: it is neither 24 hex digits nor a UUID.',
    test: { file: 'test/domain/slug/slug.spec.ts', name: 'is refused as %s: %s' },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'SLUG-35',
    statement: 'An organization is found by its slug in any case.',
    test: {
      file: 'test/application/organizations/get-find-list-audit.spec.ts',
      name: 'finds an organization by its slug in upper case',
    },
    removal: { kind: 'CallExpression', replacement: 'text' },
  },
  {
    id: 'SLUG-36',
    statement: 'A personal organization gets a random slug, so it takes no name from a company.',
    test: {
      file: 'test/application/users/register-verify-email.spec.ts',
      name: 'takes no name from a company',
    },
    removal: { kind: 'TemplateExpression', replacement: "'stripe'" },
  },
];
