// Arbitraries for metadata.

import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../domain/shared/json.js';
import type { Metadata } from '../../domain/shared/metadata.js';

/** Metadata of a row: none, or one or both of the objects, or none any more. */
export function metadata(): fc.Arbitrary<Metadata> {
  const objects = jsonObjects().filter((object) => Object.keys(object).length > 0);
  return fc.oneof(
    fc.constant({}),
    fc.record(
      {
        publicMetadata: objects,
        privateMetadata: objects,
        metadataVersion: fc.integer({ min: 1, max: 1_000 }),
      },
      { noNullPrototype: true, requiredKeys: ['metadataVersion'] },
    ),
  );
}

/** Objects of JSON, with names and texts that mean something elsewhere. */
function jsonObjects(): fc.Arbitrary<JsonObject> {
  const { object } = fc.letrec<{ object: JsonObject; value: JsonValue }>((tie) => ({
    object: fc.dictionary(names(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(null, true, false, 0, 0.1, -1, 2 ** 31, 2 ** 53, 1e300, 5e-324),
      fc.integer(),
      texts(),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('object'),
    ),
  }));
  return object;
}

function names(): fc.Arbitrary<string> {
  const unusual = fc.constantFrom(...unusualNames);
  const others = texts().filter((name) => /^[^$\0][^\0]*$/.test(name) && !(name in {}));
  return fc.oneof(unusual, others);
}

const unusualNames = ['', '.', 'a.b', 'a$', '0', '_id', 'prototype', 'toJSON', 'toBSON', 'length'];

function texts(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      '507f1f77bcf86cd799439011',
      '$set',
      '$$ROOT',
      'ObjectId',
      '2026-01-01T00:00:00Z',
    ),
  );
}
