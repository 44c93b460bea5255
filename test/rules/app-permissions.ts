// Rules of what an app asks people for.
import type { Rule } from './rule.js';

export const appPermissionRules: readonly Rule[] = [
  {
    id: 'APP-32',
    statement: 'An app asks for each permission once.',
    test: {
      file: 'test/domain/app/app-permission.spec.ts',
      name: 'cannot contain a type twice, even under its old name',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-33',
    statement: 'An app asks only for known permissions.',
    test: {
      file: 'test/domain/app/app-permission.spec.ts',
      name: 'is null if its type is unknown: %s',
    },
    removal: { kind: 'NullKeyword', replacement: "'CALENDAR'" },
  },
  {
    id: 'APP-34',
    statement: 'An app that asks for BACKGROUND_LOCATION must also ask for LOCATION.',
    test: {
      file: 'test/domain/app/app-permission.spec.ts',
      name: 'must contain LOCATION together with BACKGROUND_LOCATION',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-35',
    statement: 'A permission that is given as a plain type is required and has no reason.',
    test: {
      file: 'test/domain/app/app-permission.spec.ts',
      name: 'given as a type alone (older manifests): %s becomes %s, required and without a reason',
    },
    removal: { kind: 'TrueKeyword', replacement: 'false' },
  },
  {
    id: 'APP-36',
    statement: 'The older name NOTIFICATIONS means READ_NOTIFICATIONS.',
    test: {
      file: 'test/domain/app/app-permission.spec.ts',
      name: 'can have its old name together with a reason',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-37',
    statement: 'The reason of a permission has 1 to 500 characters.',
    test: {
      file: 'test/domain/app/app-permission.spec.ts',
      name: 'have reasons of 1 to 500 characters',
    },
    removal: { kind: 'NumericLiteral', replacement: '501' },
  },
  {
    id: 'APP-38',
    statement: 'ALL means every permission that is not listed beside it.',
    test: {
      file: 'test/domain/app/app-permission.spec.ts',
      name: 'counts ALL as every type that is not in the list',
    },
    removal: { kind: 'CallExpression', replacement: 'undefined' },
  },
  {
    id: 'APP-39',
    statement:
      'The permission difference covers all types of both sides: added, removed, tightened, loosened, reworded.',
    test: {
      file: 'test/domain/app/app-permission.spec.ts',
      name: 'lists types that are added, removed, now required, now optional, or have another reason',
    },
    removal: { kind: 'CallExpression', replacement: '[]' },
  },
  {
    id: 'APP-40',
    statement: 'An app asks for more if it adds a permission, or makes an optional one required.',
    test: {
      file: 'test/domain/app/app-permission.spec.ts',
      name: 'needs new consent for an added or newly required permission',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
];
