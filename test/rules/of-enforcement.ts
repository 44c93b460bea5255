// Rules of what the platform and the organization do with a live app.
import type { Rule } from './rule.js';

export const enforcement: readonly Rule[] = [
  {
    id: 'REV-79',
    rule: 'The platform warns, suspends, takes down and reinstates by one table, and does nothing that it does not name.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'imposes what the table of enforcement names, and nothing else',
    },
    without: {
      file: 'src/domain/review/enforcement.ts',
      find: "suspended: { takeDown: 'taken_down', reinstate: 'none' },",
      replace: "suspended: { warn: 'warned', takeDown: 'taken_down', reinstate: 'none' },",
    },
  },
  {
    id: 'REV-80',
    rule: 'The platform imposes nothing without a reason, which the organization reads.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'imposes nothing on an app without a reason, which its organization reads',
    },
    without: {
      file: 'src/application/review/enforce.ts',
      find: "      if (reason === null) return refuse({ code: 'reason_required', path: ['reason'] });\n      return ok({ appId, reason, by: by.value });",
      replace: "      return ok({ appId, reason: reason ?? 'x', by: by.value });",
    },
  },
  {
    id: 'REV-81',
    rule: 'Who may only review imposes nothing.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is for those whom the directory knows, as far as it says, and who can sign in',
    },
    without: {
      file: 'src/application/review/enforce.ts',
      find: "ok(null) : reviewerWith(context, actor, 'enforce')",
      replace: "ok(null) : reviewerWith(context, actor, 'review')",
    },
  },
  {
    id: 'REV-82',
    rule: 'An app that is reinstated may be released and submitted again.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'keeps an app that is suspended from being submitted and released',
    },
    without: {
      file: 'src/domain/review/enforcement.ts',
      find: "taken_down: { reinstate: 'none' },",
      replace: "taken_down: { reinstate: 'suspended' },",
    },
  },
  {
    id: 'REV-83',
    rule: 'An organization delists and relists its app, which stays live.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are delisted by their organization, and not while the platform keeps them out',
    },
    without: {
      file: 'src/domain/review/enforcement.ts',
      find: "const mark = command === 'delist' ? { delistedAt: now } : {};",
      replace: 'const mark = {};',
    },
  },
  {
    id: 'REV-84',
    rule: 'An app is neither delisted nor relisted while the platform keeps it out.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are delisted by their organization, and not while the platform keeps them out',
    },
    without: {
      file: 'src/domain/review/enforcement.ts',
      find: "if (isKeptOut(app)) return refuse({ code: 'app_suspended', path: ['appId'] });",
      replace: '',
    },
  },
  {
    id: 'REV-85',
    rule: 'To older clients an app that everybody finds is PUBLISHED, whatever becomes of an update.',
    test: {
      file: 'test/domain/review/projection.spec.ts',
      name: 'that is live is published, with a newest submission %s',
    },
    without: {
      file: 'src/domain/review/projection.ts',
      find: "if (isPublished(app)) return 'PUBLISHED';",
      replace: '',
    },
  },
  {
    id: 'REV-86',
    rule: 'To older clients an app that is not found is what its newest submission says: SUBMITTED, REJECTED or DEVELOPMENT.',
    test: {
      file: 'test/domain/review/projection.spec.ts',
      name: 'whose newest submission is %s, with nothing live',
    },
    without: {
      file: 'src/domain/review/projection.ts',
      find: "if (isOpen(last)) return 'SUBMITTED';",
      replace: '',
    },
  },
];
