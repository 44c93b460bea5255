// Arbitraries for the tools of an app.

import fc from 'fast-check';
import { type Tool, type ToolParameter, toolParameterTypes } from '../../domain/app/tool.js';
import { lines, proseTexts } from './prose.js';
import { stringsOf } from './words.js';

const identifierLetters = [...'abcxyzABCXYZ'];
const identifierCharacters = [...identifierLetters, ...'0189_-'];

/** The tools of one app, with and without parameters of every type. */
export function toolLists(): fc.Arbitrary<readonly Tool[]> {
  return fc.uniqueArray(tools(), { selector: ({ id }) => id, maxLength: 4 });
}

function tools(): fc.Arbitrary<Tool> {
  return fc.record(
    {
      id: identifiers(40),
      description: proseTexts(),
      activationPhrases: fc.array(lines(), { maxLength: 3 }),
      parameters: fc.dictionary(identifiers(64), toolParameters(), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    },
    { noNullPrototype: true, requiredKeys: ['id', 'description', 'parameters'] },
  );
}

/** A letter, then letters, digits, hyphens and underscores. */
function identifiers(maxLength: number): fc.Arbitrary<string> {
  const rest = fc.oneof(
    fc.constant(''),
    stringsOf(identifierCharacters, 8),
    stringsOf(identifierCharacters, maxLength - 1),
  );
  return fc
    .tuple(stringsOf(identifierLetters, 1), rest)
    .map(([letter, more]) => `${letter}${more}`);
}

function toolParameters(): fc.Arbitrary<ToolParameter> {
  return fc
    .tuple(fc.constantFrom(...toolParameterTypes), proseTexts(), fc.boolean())
    .chain(([type, description, required]) =>
      fc.option(enumValueListsByType[type], { nil: undefined }).map((values) => ({
        type,
        description,
        ...(values === undefined ? {} : { enum: values }),
        required,
      })),
    );
}

const enumValueListsByType: Readonly<
  Record<ToolParameter['type'], fc.Arbitrary<readonly (string | number | boolean)[]>>
> = {
  string: fc.uniqueArray(fc.oneof(lines(), fc.constantFrom('', 'true', '1')), {
    minLength: 1,
    maxLength: 5,
  }),
  number: fc.uniqueArray(
    fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(withoutNegativeZero),
    ),
    { minLength: 1, maxLength: 5 },
  ),
  boolean: fc.uniqueArray(fc.boolean(), { minLength: 1, maxLength: 2 }),
};

/** JSON writes -0 as 0, so -0 would come back as another value. */
function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value;
}
