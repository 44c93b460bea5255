// Arbitraries for the tools of an app.

import fc from 'fast-check';
import { type Tool, type ToolParameter, toolParameterTypes } from '../../domain/app/tool.js';
import { lines, prose } from './prose.js';
import { stringsOf } from './words.js';

const letters = [...'abcxyzABCXYZ'];
const characters = [...letters, ...'0189_-'];

/** The tools of one app, with and without parameters of every type. */
export function tools(): fc.Arbitrary<readonly Tool[]> {
  return fc.uniqueArray(tool(), { selector: ({ id }) => id, maxLength: 4 });
}

function tool(): fc.Arbitrary<Tool> {
  return fc.record(
    {
      id: identifiers(40),
      description: prose(),
      activationPhrases: fc.array(lines(), { maxLength: 3 }),
      parameters: fc.dictionary(identifiers(64), parameter(), {
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
    stringsOf(characters, 8),
    stringsOf(characters, maxLength - 1),
  );
  return fc.tuple(stringsOf(letters, 1), rest).map(([letter, more]) => `${letter}${more}`);
}

function parameter(): fc.Arbitrary<ToolParameter> {
  return fc
    .tuple(fc.constantFrom(...toolParameterTypes), prose(), fc.boolean())
    .chain(([type, description, required]) =>
      fc.option(enumValues[type], { nil: undefined }).map((values) => ({
        type,
        description,
        ...(values === undefined ? {} : { enum: values }),
        required,
      })),
    );
}

const enumValues: Readonly<
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
