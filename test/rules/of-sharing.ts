// Rules of who runs an app before everybody does.
import type { Rule } from './rule.js';

export const sharing: readonly Rule[] = [
  {
    id: 'APP-25',
    rule: 'An app is run as a draft by the members of its organization.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is run as a draft by its members and its testers, and by nobody else',
    },
    without: {
      file: 'src/application/apps/apps.ts',
      find: 'const mayRunDraft = isMember || isInvited;',
      replace: 'const mayRunDraft = isInvited;',
    },
  },
  {
    id: 'APP-26',
    rule: 'Testers run the draft.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are shared with testers, who run the draft by their verified address',
    },
    without: {
      file: 'src/application/apps/apps.ts',
      find: 'const mayRunDraft = isMember || isInvited;',
      replace: 'const mayRunDraft = isMember;',
    },
  },
  {
    id: 'APP-27',
    rule: 'A tester runs the draft by a verified address.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are shared with testers, who run the draft by their verified address',
    },
    without: {
      file: 'src/application/apps/apps.ts',
      find: 'user.emailVerified && isTester(app, user.emailKey)',
      replace: 'isTester(app, user.emailKey)',
    },
  },
  {
    id: 'APP-28',
    rule: 'An app has each tester once, in whatever case the address is written.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are shared with testers, who run the draft by their verified address',
    },
    without: {
      file: 'src/application/apps/draft.ts',
      find: 'if (seen.has(email.value.key)) {',
      replace: 'if (false) {',
    },
  },
  {
    id: 'APP-29',
    rule: 'An app has at most 100 testers.',
    test: { file: 'test/rules/apps.spec.ts', name: 'has at most a hundred testers' },
    without: {
      file: 'src/domain/app/app.ts',
      find: 'export const mostTesters = 100;',
      replace: 'export const mostTesters = 200;',
    },
  },
  {
    id: 'APP-30',
    rule: 'What the platform keeps out is run by nobody.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is run by nobody while the platform keeps it out',
    },
    without: {
      file: 'src/application/apps/apps.ts',
      find: 'if (app.deletedAt !== undefined || isKeptOut(app)) return noSuchApp();',
      replace: 'if (app.deletedAt !== undefined) return noSuchApp();',
    },
  },
  {
    id: 'APP-31',
    rule: 'The purge of a person takes their address out of the testers of every app.',
    test: {
      file: 'test/application/users/purge.spec.ts',
      name: 'takes the address out of the testers of every app, one organization a commit',
    },
    without: {
      file: 'src/application/users/purge.ts',
      find: 'if (shared.length > 0) return unshared(unit, user.value, shared);',
      replace: '',
    },
  },
];
