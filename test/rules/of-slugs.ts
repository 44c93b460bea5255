// Rules of slugs.
import type { Rule } from './rule.js';

export const slugs: readonly Rule[] = [
  {
    id: 'SLUG-1',
    rule: 'A slug is letters a to z, digits, and single hyphens between them.',
    test: {
      file: 'test/domain/slug/slug.prop.ts',
      name: 'is letters, digits and single hyphens between them',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'SLUG-2',
    rule: 'A slug has 1 to 39 characters.',
    test: { file: 'test/domain/slug/slug.spec.ts', name: 'is refused as %s: %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'SLUG-3',
    rule: 'A slug is not all digits.',
    test: {
      file: 'test/domain/slug/slug.prop.ts',
      name: 'is letters, digits and single hyphens between them',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'SLUG-4',
    rule: 'The form is asked of the slug as it is, in lower case.',
    test: { file: 'test/domain/slug/slug.spec.ts', name: 'is refused for its form: %s' },
    without: { kind: 'RegularExpressionLiteral', becomes: '/^[a-z0-9](?:-?[a-z0-9])*$/i' },
  },
  {
    id: 'SLUG-5',
    rule: 'A name asks for its words, in lower case, with hyphens between them.',
    test: { file: 'test/domain/slug/slugify.spec.ts', name: '%s asks for %s' },
    without: { kind: 'StringLiteral', becomes: "''" },
  },
  {
    id: 'SLUG-6',
    rule: 'Accents are folded.',
    test: { file: 'test/domain/slug/slugify.spec.ts', name: '%s asks for %s' },
    without: { kind: 'StringLiteral', becomes: "'-'" },
  },
  {
    id: 'SLUG-7',
    rule: 'Apostrophes are dropped.',
    test: {
      file: 'test/domain/slug/slugify.prop.ts',
      name: 'does not depend on case, on how accents are encoded, or on apostrophes',
    },
    without: { kind: 'RegularExpressionLiteral', becomes: '/[\\u0000]/g' },
  },
  {
    id: 'SLUG-8',
    rule: 'Other scripts are transliterated by a port.',
    test: {
      file: 'test/domain/slug/slugify.spec.ts',
      name: 'is made of what the transliteration gives',
    },
    without: { kind: 'CallExpression', innermost: true, becomes: '$arguments.0' },
  },
  {
    id: 'SLUG-9',
    rule: 'A word with capitals inside is one word.',
    test: { file: 'test/domain/slug/slugify.spec.ts', name: '%s asks for %s' },
    without: {
      kind: 'CallExpression',
      becomes: "$expression.expression.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()",
    },
  },
  {
    id: 'SLUG-10',
    rule: 'A name that is too long is cut at the end of a word.',
    test: {
      file: 'test/domain/slug/slugify.prop.ts',
      name: 'is as many whole words of the name as have room',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenFalse' },
  },
  {
    id: 'SLUG-11',
    rule: 'A name that leaves nothing gives `org-` and six random base32 characters.',
    test: {
      file: 'test/domain/slug/slugify.spec.ts',
      name: 'are org- and a random one where the name left nothing',
    },
    without: { kind: 'TemplateExpression', becomes: "'org'" },
  },
  {
    id: 'SLUG-12',
    rule: 'A name that leaves only digits gives `org-` and these.',
    test: { file: 'test/domain/slug/slugify.spec.ts', name: '%s asks for %s' },
    without: { kind: 'CallExpression', becomes: 'false' },
  },
  {
    id: 'SLUG-13',
    rule: 'Where the slug of a name is taken, a number from 2 to 5 follows, and after these six random characters.',
    test: {
      file: 'test/application/organizations/found.spec.ts',
      name: 'gives one name five plain slugs, and after them a random end',
    },
    without: { kind: 'ArrayLiteralExpression', becomes: '[]' },
  },
  {
    id: 'SLUG-14',
    rule: 'Where the slug of a name is reserved, it counts as taken.',
    test: {
      file: 'test/application/organizations/found.spec.ts',
      name: 'passes over a reserved slug where it makes one',
    },
    without: { kind: 'CallExpression', becomes: '$expression.expression' },
  },
  {
    id: 'SLUG-15',
    rule: 'No slug means two organizations: twenty who found one name at once get twenty slugs.',
    test: {
      file: 'test/application/use-case/one-winner.race.ts',
      name: '$what; looking and inserting makes more of one',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'SLUG-16',
    rule: 'A slug that is asked for is never altered: one that is taken is refused.',
    test: {
      file: 'test/application/organizations/found.spec.ts',
      name: 'takes a slug that is asked for as it is',
    },
    without: {
      kind: 'ConditionalExpression',
      becomes: '$condition ? $whenTrue : $whenTrue.expression(`${$whenTrue.arguments.0}-2`)',
    },
  },
  {
    id: 'SLUG-17',
    rule: 'A slug that is asked for and reserved is refused.',
    test: {
      file: 'test/domain/slug/slug.spec.ts',
      name: 'is refused where a route or a mailbox needs it, and only as a whole word',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'SLUG-18',
    rule: 'A slug that is asked for and has not the form of one is refused with the reason.',
    test: {
      file: 'test/domain/slug/slug.spec.ts',
      name: 'is refused with its code, the path of the input and the reason',
    },
    without: { kind: 'ShorthandPropertyAssignment', becomes: '' },
  },
  {
    id: 'SLUG-19',
    rule: 'Words are reserved as a whole: a slug may hold one.',
    test: {
      file: 'test/domain/slug/slug.spec.ts',
      name: 'is refused where a route or a mailbox needs it, and only as a whole word',
    },
    without: {
      kind: 'CallExpression',
      becomes: '[...$expression.expression].some((word) => $arguments.0.includes(word))',
    },
  },
];
