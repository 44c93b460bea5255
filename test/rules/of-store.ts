// Rules of the store.
import type { Rule } from './rule.js';

export const store: readonly Rule[] = [
  {
    id: 'STORE-1',
    rule: 'The store shows an app as it was released, to everybody alike.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'shows a published app to everybody alike, as it was released',
    },
    without: { kind: 'BindingElement', becomes: '' },
  },
  {
    id: 'STORE-2',
    rule: 'An app is in the store only once it is public.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'answers for what is %s as for what is not there',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'STORE-3',
    rule: 'An app is in the store only once it is released.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'answers for what is %s as for what is not there',
    },
    without: { kind: 'BinaryExpression', innermost: true, becomes: 'true' },
  },
  {
    id: 'STORE-4',
    rule: 'An app that is suspended or taken down is not in the store.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'answers for what is %s as for what is not there',
    },
    without: { kind: 'PrefixUnaryExpression', becomes: 'true' },
  },
  {
    id: 'STORE-5',
    rule: 'A delisted app is not in the store.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'answers for what is %s as for what is not there',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'STORE-6',
    rule: 'A deleted app is not in the store.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'answers for what is %s as for what is not there',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'STORE-7',
    rule: 'The store finds an app by the beginnings of words of its name, its publisher and its package name, and by whole words of its description.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'finds by every word that is asked for: names by their beginnings, descriptions by whole words',
    },
    without: { kind: 'ForOfStatement', becomes: '' },
  },
  {
    id: 'STORE-8',
    rule: 'Every word of a query must be found.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'finds by every word that is asked for: names by their beginnings, descriptions by whole words',
    },
    without: { kind: 'CallExpression', becomes: '$expression.expression.some($arguments.0)' },
  },
  {
    id: 'STORE-9',
    rule: 'The store finds words in any case, with or without accents, and in every script.',
    test: { file: 'test/domain/app/search-terms.spec.ts', name: 'are found by %s in %s' },
    without: { kind: 'CallExpression', becomes: '$expression.expression' },
  },
  {
    id: 'STORE-10',
    rule: 'Scripts without spaces are found by single characters and pairs.',
    test: {
      file: 'test/domain/app/search-terms.spec.ts',
      name: 'are single characters and pairs where a script puts no spaces between words',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'STORE-11',
    rule: 'A query counts by its first eight words.',
    test: {
      file: 'test/domain/app/search-terms.spec.ts',
      name: 'are 8 at most, each once, in the order in which they are asked for',
    },
    without: { kind: 'NumericLiteral', becomes: '9' },
  },
  {
    id: 'STORE-12',
    rule: 'A text without a word finds nothing.',
    test: {
      file: 'test/rules/store.spec.ts',
      name: 'finds nothing by a text without a word, though there are apps',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenFalse' },
  },
  {
    id: 'STORE-13',
    rule: 'The store leaves out what the glasses cannot run.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'leaves out what the glasses cannot run, and says what they lack',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'STORE-14',
    rule: 'The store says of one app whether it runs on the glasses, and what they lack.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'leaves out what the glasses cannot run, and says what they lack',
    },
    without: { kind: 'IfStatement', becomes: '$thenStatement' },
  },
  {
    id: 'STORE-15',
    rule: 'The pages of the store hold each app once.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'gives pages that hold each app once, each with a cursor of its own query',
    },
    without: { kind: 'CallExpression', becomes: "'all'" },
  },
  {
    id: 'STORE-16',
    rule: 'A publisher is named as released, whatever the organization is called by now.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'names the publisher as released, whatever the organization is called by now, and whose it is',
    },
    without: { kind: 'PropertyAccessExpression', becomes: "'f'.repeat(24)" },
  },
];
