// Rules of slugs: their form and their suggestion from a name.
import type { Rule } from './rule.js';

export const slugFormatRules: readonly Rule[] = [
  {
    id: 'SLUG-1',
    statement: 'A slug consists of the letters a to z, digits, and single hyphens between them.',
    test: {
      file: 'test/domain/slug/slug.prop.ts',
      name: 'is letters, digits and single hyphens between them',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'SLUG-2',
    statement: 'A slug has 1 to 39 characters.',
    test: { file: 'test/domain/slug/slug.spec.ts', name: 'is refused as %s: %s' },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'SLUG-3',
    statement: 'A slug is not only digits.',
    test: {
      file: 'test/domain/slug/slug.prop.ts',
      name: 'is letters, digits and single hyphens between them',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'SLUG-4',
    statement: 'A given slug is checked as it is, and must be in lower case.',
    test: { file: 'test/domain/slug/slug.spec.ts', name: 'is refused because of its format: %s' },
    removal: { kind: 'RegularExpressionLiteral', replacement: '/^[a-z0-9](?:-?[a-z0-9])*$/i' },
  },
  {
    id: 'SLUG-5',
    statement: 'The slug of a name consists of its words in lower case, with hyphens between them.',
    test: { file: 'test/domain/slug/slug-from-name.spec.ts', name: 'of %s is %s' },
    removal: { kind: 'StringLiteral', replacement: "''" },
  },
  {
    id: 'SLUG-6',
    statement: 'The slug of a name has its letters without accents.',
    test: { file: 'test/domain/slug/slug-from-name.spec.ts', name: 'of %s is %s' },
    removal: { kind: 'StringLiteral', replacement: "'-'" },
  },
  {
    id: 'SLUG-7',
    statement: 'The slug of a name leaves out apostrophes.',
    test: {
      file: 'test/domain/slug/slug-from-name.prop.ts',
      name: 'does not depend on case, on how accents are encoded, or on apostrophes',
    },
    removal: { kind: 'RegularExpressionLiteral', replacement: '/[\\u0000]/g' },
  },
  {
    id: 'SLUG-8',
    statement: 'Other scripts are transliterated by the function that the embedder gives.',
    test: {
      file: 'test/domain/slug/slug-from-name.spec.ts',
      name: 'is made from the transliterated name',
    },
    removal: { kind: 'CallExpression', innermost: true, replacement: '$arguments.0' },
  },
  {
    id: 'SLUG-9',
    statement: 'A word with capital letters inside is one word.',
    test: { file: 'test/domain/slug/slug-from-name.spec.ts', name: 'of %s is %s' },
    removal: {
      kind: 'CallExpression',
      replacement: "$expression.expression.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()",
    },
  },
  {
    id: 'SLUG-10',
    statement: 'A name that is too long is cut at the end of a word.',
    test: {
      file: 'test/domain/slug/slug-from-name.prop.ts',
      name: 'has as many whole words of the name as fit',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenFalse' },
  },
  {
    id: 'SLUG-11',
    statement: 'A name without usable characters gives `org-` and six random base32 characters.',
    test: {
      file: 'test/domain/slug/slug-from-name.spec.ts',
      name: 'are org- and a random suffix if nothing is left of the name',
    },
    removal: { kind: 'TemplateExpression', replacement: "'org'" },
  },
  {
    id: 'SLUG-12',
    statement: 'A name that gives only digits, or what looks like an id, gets `org-` before it.',
    test: { file: 'test/domain/slug/slug-from-name.spec.ts', name: 'of %s is %s' },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'SLUG-13',
    statement:
      'If the slug of a name is taken, a number from 2 to 5 is added, and after those six random characters.',
    test: {
      file: 'test/application/organizations/create.spec.ts',
      name: 'numbers the slugs of one name up to 5, and then adds random characters',
    },
    removal: { kind: 'ArrayLiteralExpression', replacement: '[]' },
  },
  {
    id: 'SLUG-14',
    statement: 'A reserved slug counts as taken when a slug is made from a name.',
    test: {
      file: 'test/application/organizations/create.spec.ts',
      name: 'makes no reserved slug',
    },
    removal: { kind: 'CallExpression', replacement: '$expression.expression' },
  },
  {
    id: 'SLUG-15',
    statement:
      'A slug belongs to one organization: if 20 organizations of one name are created at once, they get 20 slugs.',
    test: {
      file: 'test/application/use-case/one-winner.race.ts',
      name: '$what; reading first and inserting writes too many',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'SLUG-16',
    statement: 'A given slug is never changed: it is refused if it is taken.',
    test: {
      file: 'test/application/organizations/create.spec.ts',
      name: 'uses a given slug as it is',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'SLUG-17',
    statement: 'A given slug is refused if it is reserved.',
    test: {
      file: 'test/domain/slug/slug.spec.ts',
      name: 'is refused if it is reserved, and only as a whole word',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'SLUG-18',
    statement: 'A given slug of a wrong form is refused with the reason.',
    test: {
      file: 'test/domain/slug/slug.spec.ts',
      name: 'is refused with its code, the path of the input and the reason',
    },
    removal: { kind: 'ShorthandPropertyAssignment', replacement: '' },
  },
  {
    id: 'SLUG-19',
    statement: 'Only whole words are reserved: a slug may contain a reserved word.',
    test: {
      file: 'test/domain/slug/slug.spec.ts',
      name: 'is refused if it is reserved, and only as a whole word',
    },
    removal: {
      kind: 'CallExpression',
      replacement: '[...$expression.expression].some((word) => $arguments.0.includes(word))',
    },
  },
];
