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
    without: { kind: 'CallExpression', becomes: 'null' },
  },
  {
    id: 'REV-37',
    rule: 'Nothing is decided under a claim that is over.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'to %s is late from the moment at which the claim ends',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-38',
    rule: 'What was claimed earlier writes no more once another claim has come after it.',
    test: {
      file: 'test/domain/review/decisions.prop.ts',
      name: 'that another one has come after never writes',
    },
    without: { kind: 'BinaryExpression', becomes: '$left.left.left && $right' },
  },
  {
    id: 'REV-39',
    rule: 'A claim is written under by its own token only.',
    test: {
      file: 'test/domain/review/decisions.prop.ts',
      name: 'lets write whom the lease names, under its token, before it ends, and nobody else',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-40',
    rule: 'A reviewer decides on exactly the snapshot that was seen.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'to %s is of exactly the snapshot that was seen',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-41',
    rule: 'Nobody decides on a submission of an organization to which they belong.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'to %s is for nobody who belongs, or did since the case began',
    },
    without: { kind: 'BinaryExpression', becomes: '$left.left ?? $right' },
  },
  {
    id: 'REV-42',
    rule: 'Nobody decides who has left the organization since the case began.',
    test: { file: 'test/domain/review/claims.spec.ts', name: 'has %s: %s' },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'REV-43',
    rule: 'Nobody claims what they have submitted.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'is for nobody whose own the submission is',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'REV-44',
    rule: 'A reviewer with ties to the organization claims nothing of it.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is not for whoever has ties to the organization',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-45',
    rule: 'A new app is approved by two.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'of a new app waits for a second one',
    },
    without: { kind: 'TrueKeyword', becomes: 'false' },
  },
  {
    id: 'REV-46',
    rule: 'An update that newly asks for microphone, camera, location or notifications is approved by two.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'where an update newly asks for %s: %s',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'REV-47',
    rule: 'An update that asks for no more is approved by one.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'not for what is asked for already, for less, or in other words',
    },
    without: { kind: 'CallExpression', becomes: '$arguments.1' },
  },
  {
    id: 'REV-48',
    rule: 'The second approval is given by another reviewer than the first.',
    test: { file: 'test/domain/review/decisions.spec.ts', name: 'to %s is another reviewer’s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-49',
    rule: 'The second decision passes the rules of the first: no ties, the same snapshot.',
    test: { file: 'test/domain/review/decisions.spec.ts', name: 'to %s passes the same rules' },
    without: { kind: 'BinaryExpression', becomes: 'null' },
  },
  {
    id: 'REV-50',
    rule: 'What the second reviewer sends back waits again, where it was.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'waits again, where it was, and says why',
    },
    without: { kind: 'StringLiteral', becomes: "'changes_requested'" },
  },
  {
    id: 'REV-51',
    rule: 'A decision against a submission has a reason out of the list.',
    test: { file: 'test/domain/review/decisions.spec.ts', name: 'are none without a reason: %j' },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'REV-52',
    rule: 'A decision against a submission has a text that says something: not absent, null, empty or white space.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'are none with a text that says nothing: %s',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'REV-53',
    rule: 'What is closed stays so, but for a release that is revoked, followed, or live again.',
    test: {
      file: 'test/domain/review/decisions.prop.ts',
      name: 'stays as it is, but for a release that is revoked, followed, or live again',
    },
    without: { kind: 'ObjectLiteralExpression', becomes: "{ release: ['released'] }" },
  },
  {
    id: 'REV-54',
    rule: 'Whoever comes too late is told what was decided, and when.',
    test: {
      file: 'test/domain/review/decisions.prop.ts',
      name: 'says to whoever comes too late what was decided, and when',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-55',
    rule: 'The organization is told what was decided and why, and not by whom.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'tells an organization what was decided and why, and not who has decided it',
    },
    without: { kind: 'ObjectBindingPattern', becomes: '$elements.1.name' },
  },
  {
    id: 'REV-56',
    rule: 'The trail of an organization says that a reviewer acted, and not which.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'tells an organization what was decided and why, and not who has decided it',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenFalse' },
  },
  {
    id: 'REV-57',
    rule: 'What a second reviewer sends back stays between reviewers.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'keeps between reviewers what the second one has sent back',
    },
    without: { kind: 'StringLiteral', becomes: '' },
  },
  {
    id: 'REV-58',
    rule: 'The reason of a lane stays between reviewers.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'tells the organization of another lane, and not why',
    },
    without: { kind: 'StringLiteral', becomes: "'member'" },
  },
];
