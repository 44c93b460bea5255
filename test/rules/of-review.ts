// Rules of what reviewers decide, and of what is told of it.
import type { Rule } from './rule.js';

export const review: readonly Rule[] = [
  {
    id: 'REV-36',
    rule: 'Under a claim its holder decides and nobody else.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'to %s is the holder’s alone, under the token of the claim',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: '    leaseRefusal(submission, reviewer, token, now) ??\n',
      replace: '',
    },
  },
  {
    id: 'REV-37',
    rule: 'Nothing is decided under a claim that is over.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'to %s is late from the moment at which the claim ends',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'lease.token === token && lease.until > now;',
      replace: 'lease.token === token;',
    },
  },
  {
    id: 'REV-38',
    rule: 'What was claimed earlier writes no more once another claim has come after it.',
    test: {
      file: 'test/domain/review/decisions.prop.ts',
      name: 'that another one has come after never writes',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'lease.holder === userId && lease.token === token && lease.until > now',
      replace: 'lease.until > now',
    },
  },
  {
    id: 'REV-39',
    rule: 'A claim is written under by its own token only.',
    test: {
      file: 'test/domain/review/decisions.prop.ts',
      name: 'lets write whom the lease names, under its token, before it ends, and nobody else',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'lease.token === token && ',
      replace: '',
    },
  },
  {
    id: 'REV-40',
    rule: 'A reviewer decides on exactly the snapshot that was seen.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'to %s is of exactly the snapshot that was seen',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: 'return submission.digest === digest ? null :',
      replace: 'return true ? null :',
    },
  },
  {
    id: 'REV-41',
    rule: 'Nobody decides on a submission of an organization to which they belong.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'to %s is for nobody who belongs, or did since the case began',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: '    conflictOf(submission, reviewer) ??\n    digestRefusal(',
      replace: '    digestRefusal(',
    },
  },
  {
    id: 'REV-42',
    rule: 'Nobody decides who has left the organization since the case began.',
    test: { file: 'test/domain/review/claims.spec.ts', name: 'has %s: %s' },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'leftAt === undefined || leftAt >= enteredAt',
      replace: 'leftAt === undefined',
    },
  },
  {
    id: 'REV-43',
    rule: 'Nobody claims what they have submitted.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'is for nobody whose own the submission is',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'belonged || submittedBy === userId',
      replace: 'belonged',
    },
  },
  {
    id: 'REV-44',
    rule: 'A reviewer with ties to the organization claims nothing of it.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is not for whoever has ties to the organization',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'if (conflict !== null) return refuse(conflict);',
      replace: '',
    },
  },
  {
    id: 'REV-45',
    rule: 'A new app is approved by two.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'of a new app waits for a second one',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: 'if (live === undefined) return true;',
      replace: 'if (live === undefined) return false;',
    },
  },
  {
    id: 'REV-46',
    rule: 'An update that newly asks for microphone, camera, location or notifications is approved by two.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'where an update newly asks for %s: %s',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: 'newSensitivePermissions(before, snapshot.manifest.permissions).length > 0',
      replace: 'false',
    },
  },
  {
    id: 'REV-47',
    rule: 'An update that asks for no more is approved by one.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'not for what is asked for already, for less, or in other words',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: 'newSensitivePermissions(before, snapshot.manifest.permissions).length > 0',
      replace: 'snapshot.manifest.permissions.length > 0',
    },
  },
  {
    id: 'REV-48',
    rule: 'The second approval is given by another reviewer than the first.',
    test: { file: 'test/domain/review/decisions.spec.ts', name: 'to %s is another reviewer’s' },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: "if (first?.by === reviewer.userId) return { code: 'second_reviewer_required', path: ['actor'] };",
      replace: '',
    },
  },
  {
    id: 'REV-49',
    rule: 'The second decision passes the rules of the first: no ties, the same snapshot.',
    test: { file: 'test/domain/review/decisions.spec.ts', name: 'to %s passes the same rules' },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: 'return conflictOf(submission, reviewer) ?? digestRefusal(submission, digest);',
      replace: 'return null;',
    },
  },
  {
    id: 'REV-50',
    rule: 'What the second reviewer sends back waits again, where it was.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'waits again, where it was, and says why',
    },
    without: {
      file: 'src/domain/review/submission.ts',
      find: "sendBack: ['waiting_for_review'],",
      replace: "sendBack: ['changes_requested'],",
    },
  },
  {
    id: 'REV-51',
    rule: 'A decision against a submission has a reason out of the list.',
    test: { file: 'test/domain/review/decisions.spec.ts', name: 'are none without a reason: %j' },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: 'if (reasons == null || reasons.length === 0) {',
      replace: 'if (reasons == null) {',
    },
  },
  {
    id: 'REV-52',
    rule: 'A decision against a submission has a text that says something: not absent, null, empty or white space.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'are none with a text that says nothing: %s',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: 'return readable.test(words) ? words : null;',
      replace: 'return words;',
    },
  },
  {
    id: 'REV-53',
    rule: 'What is closed stays so, but for a release that is revoked, followed, or live again.',
    test: {
      file: 'test/domain/review/decisions.prop.ts',
      name: 'stays as it is, but for a release that is revoked, followed, or live again',
    },
    without: {
      file: 'src/domain/review/submission.ts',
      find: '  rejected: {},\n',
      replace: "  rejected: { release: ['released'] },\n",
    },
  },
  {
    id: 'REV-54',
    rule: 'Whoever comes too late is told what was decided, and when.',
    test: {
      file: 'test/domain/review/decisions.prop.ts',
      name: 'says to whoever comes too late what was decided, and when',
    },
    without: {
      file: 'src/domain/review/submission.ts',
      find: 'if (settled === undefined || !hasPreempted(state, settled, command)) {',
      replace: 'if (true) {',
    },
  },
  {
    id: 'REV-55',
    rule: 'The organization is told what was decided and why, and not by whom.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'tells an organization what was decided and why, and not who has decided it',
    },
    without: {
      file: 'src/application/apps/views.ts',
      find: '.map(({ by: _by, ...said }) => said);',
      replace: '.map((said) => said);',
    },
  },
  {
    id: 'REV-56',
    rule: 'The trail of an organization says that a reviewer acted, and not which.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'tells an organization what was decided and why, and not who has decided it',
    },
    without: {
      file: 'src/application/views.ts',
      find: "const shown = actor.kind === 'reviewer' ? { kind: actor.kind } : actor;",
      replace: 'const shown = actor;',
    },
  },
  {
    id: 'REV-57',
    rule: 'What a second reviewer sends back stays between reviewers.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'keeps between reviewers what the second one has sent back',
    },
    without: {
      file: 'src/application/apps/views.ts',
      find: "new Set(['sendBack'])",
      replace: 'new Set([])',
    },
  },
  {
    id: 'REV-58',
    rule: 'The reason of a lane stays between reviewers.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'tells the organization of another lane, and not why',
    },
    without: {
      file: 'src/domain/shared/fields.ts',
      find: "laneReason: 'reviewer',",
      replace: "laneReason: 'member',",
    },
  },
];
