// Rules of settings, hardware and versions.
import type { Rule } from './rule.js';

export const settings: readonly Rule[] = [
  {
    id: 'APP-51',
    rule: 'An app has settings of eleven kinds.',
    test: { file: 'test/domain/app/setting.spec.ts', name: 'may be of all eleven kinds' },
    without: { kind: 'CaseClause', becomes: '$statements.0' },
  },
  {
    id: 'APP-52',
    rule: 'An app has each key of a setting once.',
    test: {
      file: 'test/domain/app/setting.spec.ts',
      name: 'may be 100, with keys of their own, in whichever case',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-53',
    rule: 'An app has at most 100 settings.',
    test: {
      file: 'test/domain/app/setting.spec.ts',
      name: 'may be 100, with keys of their own, in whichever case',
    },
    without: { kind: 'NumericLiteral', becomes: '101' },
  },
  {
    id: 'APP-54',
    rule: 'The key of a setting is a letter and up to 63 letters, digits, dots, hyphens and underscores.',
    test: { file: 'test/domain/app/setting.spec.ts', name: 'have no key such as %j' },
    without: { kind: 'RegularExpressionLiteral', becomes: '/^[a-zA-Z][a-zA-Z0-9_. -]{0,63}$/' },
  },
  {
    id: 'APP-55',
    rule: 'A setting has 1 to 200 options with values of their own.',
    test: {
      file: 'test/domain/app/setting.spec.ts',
      name: 'give 1 to 200 options with values of their own',
    },
    without: { kind: 'NumericLiteral', becomes: '201' },
  },
  {
    id: 'APP-56',
    rule: 'The default of a setting is one that the setting could hold.',
    test: {
      file: 'test/domain/app/setting.spec.ts',
      name: 'have no default that they could not hold: %s of %j',
    },
    without: { kind: 'CallExpression', becomes: '[]' },
  },
  {
    id: 'APP-57',
    rule: 'The bounds of a setting can be kept.',
    test: { file: 'test/domain/app/setting.spec.ts', name: 'have bounds that can be kept: %s' },
    without: { kind: 'ParenthesizedExpression', becomes: '$expression.whenFalse' },
  },
  {
    id: 'APP-58',
    rule: 'What people set is held to the declarations by the rule to which defaults are held.',
    test: {
      file: 'test/domain/app/setting-values.spec.ts',
      name: 'is refused with everything that is wrong at once',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-59',
    rule: 'A setting that is not set has its default.',
    test: {
      file: 'test/domain/app/setting-values.spec.ts',
      name: 'has the default where nothing is set, and nothing where there is no default',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenFalse' },
  },
  {
    id: 'APP-60',
    rule: 'A value of a setting that the app has not is refused.',
    test: {
      file: 'test/domain/app/setting-values.spec.ts',
      name: 'has no key that is no setting, such as those that every object has',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-61',
    rule: 'An app names each kind of hardware once.',
    test: {
      file: 'test/domain/app/hardware.spec.ts',
      name: 'is each kind once, with what it is for',
    },
    without: { kind: 'CallExpression', becomes: '' },
  },
  {
    id: 'APP-62',
    rule: 'An app does not run on glasses that lack what it requires.',
    test: {
      file: 'test/domain/app/hardware.spec.ts',
      name: 'does not fit where it lacks what the app needs',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'APP-63',
    rule: 'An app runs with limits on glasses that lack what it would make use of.',
    test: {
      file: 'test/domain/app/hardware.spec.ts',
      name: 'fits with limits where it lacks what the app would make use of',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'APP-64',
    rule: 'A version is one of Semantic Versioning 2.0.0, of at most 64 characters.',
    test: { file: 'test/domain/app/version.prop.ts', name: 'is what the semver library takes' },
    without: { kind: 'StringLiteral', becomes: "'[0-9]+'" },
  },
  {
    id: 'APP-65',
    rule: 'Versions are in the order of Semantic Versioning 2.0.0.',
    test: { file: 'test/domain/app/version.prop.ts', name: 'is that of the semver library' },
    without: { kind: 'CallExpression', becomes: 'false' },
  },
];
