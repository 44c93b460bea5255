// Rules of releases and revocations.
import type { Rule } from './rule.js';

export const releases: readonly Rule[] = [
  {
    id: 'REV-67',
    rule: 'An approval can be released for 90 days.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'of an update that asks for nothing new can be released for 90 days',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: 'secondsAfter(now, policy.approvalLifetime)',
      replace: 'secondsAfter(now, 2 * policy.approvalLifetime)',
    },
  },
  {
    id: 'REV-68',
    rule: 'Nothing is released under an approval that is over, whether its end is written down or not.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'is released until then and not from then on, whether its end is written down or not',
    },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: 'to.ok && isOverdue(submission, now)',
      replace: 'false',
    },
  },
  {
    id: 'REV-69',
    rule: 'The end of an approval is written down once it is there, and no sooner.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'is written down as ended from then on, as of then, by nobody',
    },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: 'if (!isOverdue(submission, now)) {',
      replace: 'if (false) {',
    },
  },
  {
    id: 'REV-70',
    rule: 'Maintenance writes down which approvals have ended.',
    test: {
      file: 'test/application/maintenance/apps.spec.ts',
      name: 'writes down which approvals have ended, organization by organization',
    },
    without: {
      file: 'src/application/maintenance/approvals.ts',
      find: 'await unit.storage.submissions.overdue(unit.now, batch)',
      replace: '[]',
    },
  },
  {
    id: 'REV-71',
    rule: 'An app that is suspended or taken down is not released.',
    test: { file: 'test/domain/review/lifecycle.spec.ts', name: 'is none of an app that is %s' },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: "if (isKeptOut(app)) return refuse({ code: 'app_suspended', path: ['appId'] });",
      replace: '',
    },
  },
  {
    id: 'REV-72',
    rule: 'A release takes the place of the one before, which can come back.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'takes the place of the one before, which can come back',
    },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: 'const superseded = before === null ? null : supersede(before, by, now);',
      replace: 'const superseded = null;',
    },
  },
  {
    id: 'REV-73',
    rule: 'What a removed member had in flight releases nothing.',
    test: { file: 'test/rules/apps.spec.ts', name: 'is not released by who is removed meanwhile' },
    without: {
      file: 'src/application/submissions/release.ts',
      find: "          touched('organizations', organization),\n",
      replace: '',
    },
  },
  {
    id: 'REV-74',
    rule: 'Where what is live is revoked, the last release before it is live again.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'of what is live brings back the release before it',
    },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: 'if (last === null) return ok(',
      replace: 'if (true) return ok(',
    },
  },
  {
    id: 'REV-75',
    rule: 'Where the only release is revoked, nothing is live.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'of the first release leaves nothing live',
    },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: 'app: withoutLive(app, now), fallback: null',
      replace: 'app, fallback: null',
    },
  },
  {
    id: 'REV-76',
    rule: 'A revocation of what is not live leaves what is live alone.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'of one that is %s leaves what is live alone',
    },
    without: {
      file: 'src/domain/review/lifecycle.ts',
      find: 'if (app.live?.submissionId !== submission.id)\n',
      replace: 'if (false)\n',
    },
  },
  {
    id: 'REV-77',
    rule: 'A release is revoked by who may enforce.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is for those whom the directory knows, as far as it says, and who can sign in',
    },
    without: {
      file: 'src/application/review/enforce.ts',
      find: "const by = await reviewerWith(context, actor, 'enforce');",
      replace: "const by = await reviewerWith(context, actor, 'review');",
    },
  },
  {
    id: 'REV-78',
    rule: 'A release is revoked with a reason out of the list and a text.',
    test: { file: 'test/rules/review.spec.ts', name: 'revokes nothing without grounds' },
    without: {
      file: 'src/application/review/enforce.ts',
      find: 'return grounds.ok ? ok({ submissionId, grounds: grounds.value, by: by.value }) : grounds;',
      replace:
        "return ok({ submissionId, grounds: grounds.ok ? grounds.value : { reasons: ['other'], text: 'x' }, by: by.value });",
    },
  },
];
