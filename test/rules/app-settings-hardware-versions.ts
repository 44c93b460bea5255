// Rules of settings, hardware and versions.
import type { Rule } from './rule.js';

export const settingRules: readonly Rule[] = [
  {
    id: 'APP-51',
    statement: 'An app has settings of eleven kinds.',
    test: { file: 'test/domain/app/setting-issues.spec.ts', name: 'can have all eleven types' },
    removal: { kind: 'StringLiteral', replacement: "'group'" },
  },
  {
    id: 'APP-52',
    statement: 'The setting keys of an app are unique.',
    test: {
      file: 'test/domain/app/setting-issues.spec.ts',
      name: 'can be 100, with unique keys that are case-sensitive',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-53',
    statement: 'An app has at most 100 settings.',
    test: {
      file: 'test/domain/app/setting-issues.spec.ts',
      name: 'can be 100, with unique keys that are case-sensitive',
    },
    removal: { kind: 'NumericLiteral', replacement: '101' },
  },
  {
    id: 'APP-54',
    statement:
      'The key of a setting is a letter and up to 63 letters, digits, dots, hyphens and underscores.',
    test: { file: 'test/domain/app/setting-issues.spec.ts', name: 'cannot have the key %j' },
    removal: { kind: 'RegularExpressionLiteral', replacement: '/^[a-zA-Z][a-zA-Z0-9_. -]{0,63}$/' },
  },
  {
    id: 'APP-55',
    statement: 'A select setting has 1 to 200 options, each with a different value.',
    test: {
      file: 'test/domain/app/setting-issues.spec.ts',
      name: 'have 1 to 200 options with unique values',
    },
    removal: { kind: 'NumericLiteral', replacement: '201' },
  },
  {
    id: 'APP-56',
    statement: 'The default of a setting is a valid value of the setting.',
    test: {
      file: 'test/domain/app/setting-issues.spec.ts',
      name: 'cannot have an invalid default value: %s of %j',
    },
    removal: { kind: 'CallExpression', replacement: '[]' },
  },
  {
    id: 'APP-57',
    statement: 'The bounds of a setting allow at least one value.',
    test: {
      file: 'test/domain/app/setting-issues.spec.ts',
      name: 'have valid bounds: %s',
    },
    removal: { kind: 'ParenthesizedExpression', replacement: '$expression.whenFalse' },
  },
  {
    id: 'APP-58',
    statement: 'A setting value that a user sets follows the same rules as a default.',
    test: {
      file: 'test/domain/app/setting-values.spec.ts',
      name: 'are refused with all issues at once',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-59',
    statement: 'A setting without a value has its default.',
    test: {
      file: 'test/domain/app/setting-values.spec.ts',
      name: 'use the default if no value is set, and are absent without a default',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenFalse' },
  },
  {
    id: 'APP-60',
    statement: 'A value for an unknown setting is refused.',
    test: {
      file: 'test/domain/app/setting-values.spec.ts',
      name: 'cannot have a key that is not a setting, such as those that every object has',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-61',
    statement: 'An app names each type of hardware once.',
    test: {
      file: 'test/domain/app/hardware.spec.ts',
      name: 'have each type once, with a description',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'APP-62',
    statement: 'An app is incompatible with glasses that lack hardware that it requires.',
    test: {
      file: 'test/domain/app/hardware.spec.ts',
      name: 'is not given if the device lacks required hardware',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-63',
    statement:
      'An app runs with limits on glasses that lack hardware that it can use but does not require.',
    test: {
      file: 'test/domain/app/hardware.spec.ts',
      name: 'is limited if the device lacks optional hardware',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-64',
    statement: 'A version follows Semantic Versioning 2.0.0 and has at most 64 characters.',
    test: {
      file: 'test/domain/app/app-version.prop.ts',
      name: 'is valid exactly if the semver library accepts it',
    },
    removal: { kind: 'StringLiteral', replacement: "'[0-9]+'" },
  },
  {
    id: 'APP-65',
    statement: 'Versions are compared as Semantic Versioning 2.0.0 says.',
    test: {
      file: 'test/domain/app/app-version.prop.ts',
      name: 'is the same as in the semver library',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
];
