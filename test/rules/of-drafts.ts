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
    without: { kind: 'BinaryExpression', becomes: '$left >= $right' },
  },
  {
    id: 'APP-13',
    rule: 'Each change raises the revision of the draft.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members on the revision that they have looked at',
    },
    without: { kind: 'BinaryExpression', becomes: '$left' },
  },
  {
    id: 'APP-14',
    rule: 'What changes nothing raises no revision.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members on the revision that they have looked at',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'APP-15',
    rule: 'A change of the draft reaches the manifest and no status, owner, release or key.',
    test: {
      file: 'test/application/apps/mass-assignment.prop.ts',
      name: 'is refused, or changes the draft and nothing beside it',
    },
    without: {
      kind: 'ObjectLiteralExpression',
      becomes:
        '{ $properties.0, $properties.1, submissions: $properties.0.expression.submissions + 1, $properties.2 }',
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
      kind: 'ExpressionStatement',
      becomes:
        'if ($expression.expression.expression.length === 0) $expression.expression.expression.push($expression.arguments.0.expression.expression.expression[0]);',
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
      kind: 'ConditionalExpression',
      becomes: "$whenFalse.expression($condition.left ?? '')",
    },
  },
  {
    id: 'APP-18',
    rule: 'The addresses of an app are https, with a public host and without credentials.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives no address such as %s' },
    without: { kind: 'IfStatement', becomes: '$thenStatement' },
  },
  {
    id: 'APP-19',
    rule: 'A description has at most 4,000 characters, and what people are told at first 5,000.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives a %s of at most %d characters' },
    without: { kind: 'NumericLiteral', becomes: '4_001' },
  },
  {
    id: 'APP-20',
    rule: 'An app has at most 10 pictures.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives at most 10 pictures' },
    without: { kind: 'NumericLiteral', becomes: '11' },
  },
  {
    id: 'APP-21',
    rule: 'A picture stands upright or lies.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives no picture that stands as %s' },
    without: { kind: 'CallExpression', becomes: "'landscape'" },
  },
  {
    id: 'APP-22',
    rule: 'A manifest has at most 1,000,000 bytes.',
    test: {
      file: 'test/domain/app/manifest.spec.ts',
      name: 'makes no manifest of more than a million bytes',
    },
    without: { kind: 'NumericLiteral', becomes: '9_000_000' },
  },
  {
    id: 'APP-23',
    rule: 'Types of apps that older manifests name are read as those of today.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: '%s is read as %s' },
    without: { kind: 'BinaryExpression', becomes: '$left.left ?? null' },
  },
  {
    id: 'APP-24',
    rule: 'A text of a manifest holds nothing that turns or hides what a reviewer reads.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'gives no text such as %s' },
    without: { kind: 'CallExpression', becomes: 'false' },
  },
];
