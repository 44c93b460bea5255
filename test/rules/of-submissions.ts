// Rules of submissions.
import type { Rule } from './rule.js';

export const submissions: readonly Rule[] = [
  {
    id: 'REV-1',
    rule: 'Users have exactly the snapshot that was approved, whatever the draft has become.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'decides on the snapshot, which is released, whatever the draft has become',
    },
    without: { kind: 'Identifier', becomes: '{ ...snapshot, manifest: app.draft.manifest }' },
  },
  {
    id: 'REV-2',
    rule: 'An update leaves what is live alone until it is released.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'leaves what is live alone, whatever becomes of an update',
    },
    without: { kind: 'PropertyAssignment', becomes: '$node, delistedAt: $initializer' },
  },
  {
    id: 'REV-3',
    rule: 'The digest of a snapshot sees every field of it.',
    test: {
      file: 'test/domain/review/digest.prop.ts',
      name: 'sees a change of every single leaf, a leaf that is gone, and one that came',
    },
    without: {
      kind: 'ArrowFunction',
      becomes: "([name, $body.left]) => name !== 'reason' && $body",
    },
  },
  {
    id: 'REV-4',
    rule: 'The digest of a snapshot does not depend on the order of keys.',
    test: {
      file: 'test/domain/review/digest.prop.ts',
      name: 'is blind to the order of keys, at every depth',
    },
    without: { kind: 'CallExpression', becomes: '$expression.expression' },
  },
  {
    id: 'REV-5',
    rule: 'An app is submitted at the revision of the draft that was looked at.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is submitted at the revision that was looked at',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-6',
    rule: 'What a removed member had in flight submits nothing.',
    test: { file: 'test/rules/apps.spec.ts', name: 'is not submitted by who is removed meanwhile' },
    without: { kind: 'CallExpression', becomes: '' },
  },
  {
    id: 'REV-7',
    rule: 'An app has one open submission.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'waits for the one that is open, whatever else there is to say',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-8',
    rule: 'Of several who submit an app at once, one does.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'has one open submission, where several submit it at once',
    },
    without: { kind: 'CallExpression', becomes: '{ open: null, overdue: null }' },
  },
  {
    id: 'REV-9',
    rule: 'Only a person submits.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by keys where they belong, which share, submit and manage nothing',
    },
    without: { kind: 'CallExpression', becomes: "{ ok: true, value: 'f'.repeat(24) }" },
  },
  {
    id: 'REV-10',
    rule: 'A submission begins in the lane of new apps, or in that of updates where something is live.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'is an update where something is live',
    },
    without: { kind: 'ConditionalExpression', becomes: "'new'" },
  },
  {
    id: 'REV-11',
    rule: 'Each submission of an app has the next revision.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'enters the queue at its end, in a case of its own, and is counted',
    },
    without: { kind: 'Identifier', becomes: '1 + $node' },
  },
];
