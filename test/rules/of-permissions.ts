// Rules of what an app asks people for.
import type { Rule } from './rule.js';

export const appPermissions: readonly Rule[] = [
  {
    id: 'APP-32',
    rule: 'An app asks for each permission once.',
    test: {
      file: 'test/domain/app/permission.spec.ts',
      name: 'hold each type once, by whichever name',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-33',
    rule: 'An app asks for known permissions only.',
    test: {
      file: 'test/domain/app/permission.spec.ts',
      name: 'is none where its type is not known: %s',
    },
    without: { kind: 'NullKeyword', becomes: "'CALENDAR'" },
  },
  {
    id: 'APP-34',
    rule: 'Whoever asks for BACKGROUND_LOCATION asks for LOCATION too.',
    test: {
      file: 'test/domain/app/permission.spec.ts',
      name: 'hold LOCATION where they hold BACKGROUND_LOCATION',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-35',
    rule: 'A permission given as its type alone is required and without a reason.',
    test: {
      file: 'test/domain/app/permission.spec.ts',
      name: 'of older manifests is a type alone: %s is %s, required and without a reason',
    },
    without: { kind: 'TrueKeyword', becomes: 'false' },
  },
  {
    id: 'APP-36',
    rule: 'The older name NOTIFICATIONS means READ_NOTIFICATIONS.',
    test: {
      file: 'test/domain/app/permission.spec.ts',
      name: 'goes by its older name with a reason too',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'APP-37',
    rule: 'The reason of a permission has 1 to 500 characters.',
    test: {
      file: 'test/domain/app/permission.spec.ts',
      name: 'give reasons of 1 to 500 characters',
    },
    without: { kind: 'NumericLiteral', becomes: '501' },
  },
  {
    id: 'APP-38',
    rule: 'ALL reads as every permission that is not named beside it.',
    test: {
      file: 'test/domain/app/permission.spec.ts',
      name: 'reads ALL as everything else that is asked for',
    },
    without: { kind: 'CallExpression', becomes: 'undefined' },
  },
  {
    id: 'APP-39',
    rule: 'The difference of permissions is over all types of both sides: added, removed, tightened, loosened, reworded.',
    test: {
      file: 'test/domain/app/permission.spec.ts',
      name: 'tells what is new, gone, and needed more, less, or for another reason',
    },
    without: { kind: 'CallExpression', becomes: '[]' },
  },
  {
    id: 'APP-40',
    rule: 'More is asked for by another permission, and by one that people could do without before.',
    test: {
      file: 'test/domain/app/permission.spec.ts',
      name: 'asks for more with another permission, or with one that people could do without before',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
];
