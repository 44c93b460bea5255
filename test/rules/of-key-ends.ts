// Rules of when a key opens nothing, and for whom.
import type { Rule } from './rule.js';

export const keyEnds: readonly Rule[] = [
  {
    id: 'KEY-17',
    rule: 'A key that has expired opens nothing.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'is in vain from the moment on at which the key expires, or is revoked',
    },
    without: { kind: 'ParenthesizedExpression', becomes: 'true' },
  },
  {
    id: 'KEY-18',
    rule: 'A key that is revoked opens nothing, at once and for good.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'come by revocation at once and for good, and only once',
    },
    without: { kind: 'BinaryExpression', innermost: true, becomes: 'true' },
  },
  {
    id: 'KEY-19',
    rule: 'A rotated key stays valid for 24 hours beside the new one.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'leave a rotated key valid for a day beside the new one',
    },
    without: { kind: 'CallExpression', becomes: '$arguments.0' },
  },
  {
    id: 'KEY-20',
    rule: 'The overlap of a rotation is 0 to 7 days.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'come at once where no overlap is wanted, and never after a week',
    },
    without: { kind: 'NumericLiteral', becomes: '604_801' },
  },
  {
    id: 'KEY-21',
    rule: 'A key is not rotated again before the overlap is over.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'are not rotated again before the overlap is over, neither the old nor the new one',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'KEY-22',
    rule: 'A rotation puts off no end: neither key outlives what the first was given.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'are not put off by rotation: neither key outlives what the first was given',
    },
    without: { kind: 'BindingElement', becomes: '_none: $name = null' },
  },
  {
    id: 'KEY-23',
    rule: 'An app, and an organization, has at most 20 valid keys.',
    test: { file: 'test/application/keys/ends.spec.ts', name: 'make room for others' },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'KEY-24',
    rule: 'Keys that are over are forgotten but for the last 200.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'are forgotten but for the 200 that came last, some with every new key',
    },
    without: { kind: 'NumericLiteral', becomes: '201' },
  },
  {
    id: 'KEY-25',
    rule: 'A key outlives the membership of whoever has made it.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'do not come with the end of whoever has made a key',
    },
    without: {
      kind: 'PrefixUnaryExpression',
      becomes:
        '$node || ($operand.arguments.0.createdBy !== undefined && (await storage.memberships.activeOf($operand.arguments.0.createdBy)).length < 2)',
    },
  },
  {
    id: 'KEY-26',
    rule: 'What a removed admin had in flight makes no key.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are not made by an admin who was removed while it was written',
    },
    without: { kind: 'ArrayLiteralExpression', becomes: '$elements.1.expression' },
  },
  {
    id: 'KEY-27',
    rule: 'A key is made for an app by nobody from whom the app has moved away meanwhile.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are not made by whose app has moved away while it was looked at',
    },
    without: { kind: 'ConditionalExpression', becomes: '[]' },
  },
  {
    id: 'KEY-28',
    rule: 'An app that is suspended or taken down authenticates no key.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'tells that the app is kept out where it is %s, to whoever has the right key',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'KEY-29',
    rule: 'The keys of what is deleted authenticate nothing.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'is in vain while the app or the organization is deleted',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'KEY-30',
    rule: 'The keys of an app go with it to another organization.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: {
      kind: 'PropertyAccessExpression',
      becomes: '($expression.live?.listing.publisher.organizationId ?? $node)',
    },
  },
  {
    id: 'KEY-31',
    rule: 'The use of a key is noted at most once a minute.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'is noted at most once a minute, and not where it was in vain',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'KEY-32',
    rule: 'A key that is right lets in although its use cannot be noted.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'succeeds although the storage cannot take the note, and fails where it cannot be asked',
    },
    without: { kind: 'IfStatement', becomes: '$thenStatement' },
  },
];
