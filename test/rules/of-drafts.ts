// Rules of drafts.
import type { Rule } from './rule.js';

export const drafts: readonly Rule[] = [
  {
    id: 'APP-12',
    rule: 'A draft is changed at the revision that was looked at.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members on the revision that they have looked at',
    },
    without: {
      file: 'src/domain/app/app.ts',
      find: 'if (draft.revision === expected) return null;',
      replace: 'if (draft.revision >= expected) return null;',
    },
  },
  {
    id: 'APP-13',
    rule: 'Each change raises the revision of the draft.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members on the revision that they have looked at',
    },
    without: {
      file: 'src/domain/app/app.ts',
      find: 'draftOf(manifest, app.draft.revision + 1, by, now)',
      replace: 'draftOf(manifest, app.draft.revision, by, now)',
    },
  },
  {
    id: 'APP-14',
    rule: 'What changes nothing raises no revision.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members on the revision that they have looked at',
    },
    without: {
      file: 'src/application/apps/draft.ts',
      find: 'if (fields.length === 0) return ok({ app: app.value, facts: [] });',
      replace: '',
    },
  },
  {
    id: 'APP-15',
    rule: 'A change of the draft reaches the manifest and no status, owner, release or key.',
    test: {
      file: 'test/application/apps/mass-assignment.prop.ts',
      name: 'is refused, or changes the draft and nothing beside it',
    },
    without: {
      file: 'src/domain/app/app.ts',
      find: '  return { ...app, draft: draftOf(manifest, app.draft.revision + 1, by, now), updatedAt: now };',
      replace:
        '  return { ...app, draft: draftOf(manifest, app.draft.revision + 1, by, now), submissions: app.submissions + 1, updatedAt: now };',
    },
  },
  {
    id: 'APP-16',
    rule: 'A change is refused with everything that is wrong with it, each at its path.',
    test: {
      file: 'test/domain/app/manifest.spec.ts',
      name: 'is refused with everything that is wrong at once, each at its place',
    },
    without: {
      file: 'src/domain/app/manifest.ts',
      find: 'issues.push(...issuesOf(taken).slice(0, mostIssues));',
      replace: 'if (issues.length === 0) issues.push(...issuesOf(taken).slice(0, 1));',
    },
  },
  {
    id: 'APP-17',
    rule: 'A change names what it changes: an absent field stays, and null takes it away.',
    test: {
      file: 'test/domain/app/manifest.spec.ts',
      name: 'takes away what it gives as null, and replaces lists whole',
    },
    without: {
      file: 'src/domain/app/manifest-fields.ts',
      find: 'return (text) => (text === null ? ok(undefined) : read(text));',
      replace: "return (text) => read(text ?? '');",
    },
  },
  {
    id: 'APP-18',
    rule: 'The addresses of an app are https, with a public host and without credentials.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives no address such as %s' },
    without: {
      file: 'src/domain/app/https-address.ts',
      find: "if (!address.ok || address.value.startsWith('https://')) return address;",
      replace: 'return address;',
    },
  },
  {
    id: 'APP-19',
    rule: 'A description has at most 4,000 characters, and what people are told at first 5,000.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives a %s of at most %d characters' },
    without: {
      file: 'src/domain/app/manifest.ts',
      find: 'export const maxAppDescriptionLength = 4_000;',
      replace: 'export const maxAppDescriptionLength = 4_001;',
    },
  },
  {
    id: 'APP-20',
    rule: 'An app has at most 10 pictures.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives at most 10 pictures' },
    without: {
      file: 'src/domain/app/preview-image.ts',
      find: 'const mostPreviewImages = 10;',
      replace: 'const mostPreviewImages = 11;',
    },
  },
  {
    id: 'APP-21',
    rule: 'A picture stands upright or lies.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives no picture that stands as %s' },
    without: {
      file: 'src/domain/app/preview-image.ts',
      find: 'orientations.find((known) => known === given.orientation)',
      replace: "'landscape'",
    },
  },
  {
    id: 'APP-22',
    rule: 'A manifest has at most 1,000,000 bytes.',
    test: {
      file: 'test/domain/app/manifest.spec.ts',
      name: 'makes no manifest of more than a million bytes',
    },
    without: {
      file: 'src/domain/app/manifest.ts',
      find: 'const maxManifestSize = 1_000_000;',
      replace: 'const maxManifestSize = 9_000_000;',
    },
  },
  {
    id: 'APP-23',
    rule: 'Types of apps that older manifests name are read as those of today.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: '%s is read as %s' },
    without: {
      file: 'src/domain/app/app-type.ts',
      find: '?? formerAppTypes.get(text) ?? null',
      replace: '?? null',
    },
  },
  {
    id: 'APP-24',
    rule: 'A text of a manifest holds nothing that turns or hides what a reviewer reads.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives no text such as %s' },
    without: {
      file: 'src/domain/app/issues.ts',
      find: 'if (unwanted[kind].test(text))',
      replace: 'if (false)',
    },
  },
];
