// Rules of when a draft is submitted, and when again.
import type { Rule } from './rule.js';

export const readiness: readonly Rule[] = [
  {
    id: 'REV-12',
    rule: 'A draft is not ready before the contact address of the organization is verified.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'before the contact of the organization is verified',
    },
    without: {
      file: 'src/domain/review/readiness.ts',
      find: '...(isContactVerified\n',
      replace: '...(true\n',
    },
  },
  {
    id: 'REV-13',
    rule: 'A draft is not ready while its app is shared with less than everybody.',
    test: { file: 'test/domain/review/readiness.spec.ts', name: 'while its app is shared as %s' },
    without: {
      file: 'src/domain/review/readiness.ts',
      find: "...(app.visibility === 'public'\n",
      replace: '...(true\n',
    },
  },
  {
    id: 'REV-14',
    rule: 'A draft is not ready without description, version, public address, logo, privacy policy and support address.',
    test: { file: 'test/domain/review/readiness.spec.ts', name: 'without its %s' },
    without: {
      file: 'src/domain/review/readiness.ts',
      find: '    ...missing(manifest),\n',
      replace: '',
    },
  },
  {
    id: 'REV-15',
    rule: 'A draft is not ready with a permission without a reason.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'with a permission that nobody is told the reason of',
    },
    without: {
      file: 'src/domain/review/readiness.ts',
      find: 'if (reason !== undefined) return [];',
      replace: 'if (true) return [];',
    },
  },
  {
    id: 'REV-16',
    rule: 'A draft is not ready with the permission ALL.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'with ALL, with a reason or without',
    },
    without: {
      file: 'src/domain/review/readiness.ts',
      find: "if (type === 'ALL') {",
      replace: 'if (false) {',
    },
  },
  {
    id: 'REV-17',
    rule: 'A draft is not ready with a version that is not higher than the live one.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'where %s is live, with the version %s',
    },
    without: {
      file: 'src/domain/review/readiness.ts',
      find: 'compareVersions(version, live) > 0',
      replace: 'true',
    },
  },
  {
    id: 'REV-18',
    rule: 'A draft is not ready where nothing has changed since the release, or since it was sent back.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'where nothing has changed since the release, or since it was sent back',
    },
    without: {
      file: 'src/domain/review/readiness.ts',
      find: 'if (digest !== app.live?.digest && digest !== sentBack) return [];',
      replace: 'if (digest !== app.live?.digest) return [];',
    },
  },
  {
    id: 'REV-19',
    rule: 'Everything that is missing is told at once, each with a code and a path.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'is told at once, each with a code and a path',
    },
    without: {
      file: 'src/domain/review/readiness.ts',
      find: '    ...permissionIssues(manifest),\n',
      replace: '',
    },
  },
  {
    id: 'REV-20',
    rule: 'What is not ready is not submitted.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'is ready, or refused with all that is missing',
    },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: "return issues.length === 0 ? null : { code: 'not_ready',",
      replace: "return true ? null : { code: 'not_ready',",
    },
  },
  {
    id: 'REV-21',
    rule: 'An app that is suspended or taken down is not submitted.',
    test: { file: 'test/domain/review/lifecycle.spec.ts', name: 'is not of an app that is %s' },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: "if (isKeptOut(app)) return { code: 'app_suspended', path: ['appId'] };",
      replace: '',
    },
  },
  {
    id: 'REV-22',
    rule: 'An open submission is withdrawn by its organization, and a claim ends with it.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'may be %s, and is under no claim any more',
    },
    without: {
      file: 'src/domain/review/transition.ts',
      find: 'const { lease: _lease, ...rest } = submission;',
      replace: 'const rest = submission;',
    },
  },
  {
    id: 'REV-23',
    rule: 'What is submitted again after changes were requested keeps its case, its lane and its place in the queue.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'is another revision in the same case, at the place that it had',
    },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: '...entered(app, submitting, submission), replaced',
      replace: '...entered(app, submitting, { ...submission, enteredAt: now }), replaced',
    },
  },
  {
    id: 'REV-24',
    rule: 'What is submitted again begins without claims and decisions.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'begins without a claim, a decision or an end',
    },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: '      decisions: [],\n',
      replace: '      decisions: [{}],\n',
    },
  },
  {
    id: 'REV-25',
    rule: 'What was replaced stays so.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'replaces the one before, for good',
    },
    without: {
      file: 'src/domain/review/submission.ts',
      find: "resubmit: ['replaced'],",
      replace: "resubmit: ['withdrawn'],",
    },
  },
];
