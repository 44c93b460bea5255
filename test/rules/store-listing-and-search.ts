// Rules of the store.
import type { Rule } from './rule.js';

export const storeRules: readonly Rule[] = [
  {
    id: 'STORE-1',
    statement: 'The store shows everybody an app as it was released.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'shows a published app to everybody as it was released',
    },
    removal: {
      kind: 'CallExpression',
      replacement: '{ ...$node, listing: { ...$node.listing, ...$arguments.0.draft.manifest } }',
    },
  },
  {
    id: 'STORE-2',
    statement: 'Only a public app is in the store.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'hides an app that is %s',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'STORE-3',
    statement: 'Only a released app is in the store.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'hides an app that is %s',
    },
    removal: { kind: 'BinaryExpression', innermost: true, replacement: 'true' },
  },
  {
    id: 'STORE-4',
    statement: 'A suspended or taken-down app is not in the store.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'hides an app that is %s',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'true' },
  },
  {
    id: 'STORE-5',
    statement: 'A delisted app is not in the store.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'hides an app that is %s',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'STORE-6',
    statement: 'A deleted app is not in the store.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'hides an app that is %s',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'STORE-7',
    statement:
      'A search matches the beginnings of words in the app, publisher and package name, and whole words in the description.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'matches every word of the query: beginnings of words in names, whole words in descriptions',
    },
    removal: { kind: 'ForOfStatement', replacement: '' },
  },
  {
    id: 'STORE-8',
    statement: 'An app must match every word of a query.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'matches every word of the query: beginnings of words in names, whole words in descriptions',
    },
    removal: { kind: 'CallExpression', replacement: '$expression.expression.some($arguments.0)' },
  },
  {
    id: 'STORE-9',
    statement: 'A search ignores case and accents, and works in every script.',
    test: { file: 'test/domain/app/search-terms.spec.ts', name: 'match the query %s in %s' },
    removal: { kind: 'CallExpression', innermost: true, replacement: '$arguments.0' },
  },
  {
    id: 'STORE-10',
    statement: 'In scripts without spaces, a search matches single characters and pairs.',
    test: {
      file: 'test/domain/app/search-terms.spec.ts',
      name: 'are single characters and pairs for a script without spaces between words',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'STORE-11',
    statement: 'Only the first eight words of a query count.',
    test: {
      file: 'test/domain/app/search-terms.spec.ts',
      name: 'are at most 8, each once, in the order of the query',
    },
    removal: { kind: 'NumericLiteral', replacement: '9' },
  },
  {
    id: 'STORE-12',
    statement: 'A search of the store for a text without a word finds nothing.',
    test: {
      file: 'test/rules/store.spec.ts',
      name: 'finds no app with a text that has no word',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenFalse' },
  },
  {
    id: 'STORE-13',
    statement: 'The store leaves out apps that the glasses cannot run.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'leaves out apps that the glasses cannot run, and returns what hardware is missing',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'STORE-14',
    statement: 'The store returns whether an app runs on the glasses, and what hardware they lack.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'leaves out apps that the glasses cannot run, and returns what hardware is missing',
    },
    removal: { kind: 'IfStatement', replacement: '$thenStatement' },
  },
  {
    id: 'STORE-15',
    statement: 'The pages of a store query list each app once.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'lists each app on one page only, and accepts a cursor only for its own query',
    },
    removal: { kind: 'CallExpression', replacement: "'all'" },
  },
  {
    id: 'STORE-16',
    statement:
      'The listing of an app in the store names the publisher as it was released, even if the organization has been renamed since.',
    test: {
      file: 'test/application/store/store.spec.ts',
      name: 'shows the publisher as released, even if the organization was renamed or the app was moved',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: "'f'.repeat(24)" },
  },
  {
    id: 'STORE-17',
    statement:
      'A search ignores marks only in scripts where they are accents or vowel points: Latin, Greek, Cyrillic, Hebrew, Arabic and Syriac.',
    test: {
      file: 'test/domain/app/search-terms.spec.ts',
      name: 'do not match %s in %s, whose marks are vowels, tones or other consonants',
    },
    removal: { kind: 'Identifier', replacement: '/\\p{M}+/gu' },
  },
  {
    id: 'STORE-18',
    statement: 'In a search, ß is ss, đ is d, ø is o, ł is l, æ is ae and ı is i, both ways.',
    test: {
      file: 'test/domain/app/search-terms.spec.ts',
      name: 'match %s in %s, and the other way round',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
];
