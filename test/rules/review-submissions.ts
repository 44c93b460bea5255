// Rules of submissions.
import type { Rule } from './rule.js';

export const submissionRules: readonly Rule[] = [
  {
    id: 'REV-1',
    statement:
      'A release gives users exactly the snapshot that was approved, even if the draft has changed since.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'decides on the snapshot, which is released even if the draft has changed',
    },
    removal: { kind: 'Identifier', replacement: '{ ...snapshot, manifest: app.draft.manifest }' },
  },
  {
    id: 'REV-2',
    statement: 'An update does not change the live release until it is released itself.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'does not change the live release, whatever happens to an update',
    },
    removal: { kind: 'PropertyAssignment', replacement: '$node, delistedAt: $initializer' },
  },
  {
    id: 'REV-3',
    statement: 'The digest of a snapshot covers every field.',
    test: {
      file: 'test/domain/app/snapshot-digest.prop.ts',
      name: 'changes if any leaf is changed, removed or added',
    },
    removal: {
      kind: 'ArrowFunction',
      replacement: "([name, $body.left]) => name !== 'reason' && $body",
    },
  },
  {
    id: 'REV-4',
    statement: 'The digest of a snapshot does not depend on the order of keys.',
    test: {
      file: 'test/domain/app/snapshot-digest.prop.ts',
      name: 'does not depend on the order of keys, at any depth',
    },
    removal: { kind: 'CallExpression', replacement: '$expression.expression' },
  },
  {
    id: 'REV-5',
    statement:
      'A call submits the draft revision that the caller has read, and is refused at any other.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is submitted only at the revision that was seen',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-6',
    statement: 'A command that a member sent before being removed submits nothing.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is not submitted by a member who is removed before the commit',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'REV-7',
    statement: 'An app has at most one open submission.',
    test: {
      file: 'test/domain/review/submit-app.spec.ts',
      name: 'is refused first if a submission is open',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-8',
    statement: 'If several commands submit an app at the same time, one succeeds.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'has one open submission if several people submit it at once',
    },
    removal: { kind: 'CallExpression', replacement: '{ open: null, overdue: null }' },
  },
  {
    id: 'REV-9',
    statement: 'Only a user can submit: no key can, and not the system actor.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by their own keys, which cannot share, submit or manage them',
    },
    removal: { kind: 'CallExpression', replacement: "{ ok: true, value: 'f'.repeat(24) }" },
  },
  {
    id: 'REV-10',
    statement:
      'A submission begins in the lane of new apps, or of updates if the app has a live release.',
    test: {
      file: 'test/domain/review/submit-app.spec.ts',
      name: 'makes an update if the app has a live release',
    },
    removal: { kind: 'ConditionalExpression', replacement: "'new'" },
  },
  {
    id: 'REV-11',
    statement: 'Each submission of an app has the next revision number.',
    test: {
      file: 'test/domain/review/submit-app.spec.ts',
      name: 'puts it at the end of the queue in a new case, and counts it',
    },
    removal: { kind: 'Identifier', replacement: '1 + $node' },
  },
];
