import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactCopy, deepCopy } from '../../../src/adapters/kit/copies.js';

const plainData = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.date(),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value'), {
      noNullPrototype: true,
    }),
  ),
})).value;

const copies = { deepCopy, compactCopy };

describe.each(Object.entries(copies))('%s', (_name, copy) => {
  it('copies plain data unchanged', () => {
    fc.assert(
      fc.property(plainData, (value) => {
        expect(copy(value)).toStrictEqual(value);
      }),
    );
  });

  it('shares no object with the original, not even a date', () => {
    fc.assert(
      fc.property(plainData, (value) => {
        const originals = new Set(objectsIn(value));
        expect(objectsIn(copy(value)).filter((object) => originals.has(object))).toEqual([]);
      }),
    );
  });
});

it('stores the dates of one moment once, and returns them apart', () => {
  const at = new Date(7);
  const row = { joinedAt: at, createdAt: new Date(7), leftAt: new Date(8) };
  expect(new Set(Object.values(compactCopy(row))).size).toBe(2);
  expect(new Set(Object.values(deepCopy(compactCopy(row)))).size).toBe(3);
});

it('leaves out an undefined field and keeps a field named __proto__', () => {
  expect(Object.keys(deepCopy({ name: undefined, state: 'active' }))).toEqual(['state']);
  const named: unknown = JSON.parse('{"__proto__":{"a":1}}');
  expect(Object.keys(Object(deepCopy(named)))).toEqual(['__proto__']);
});

function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}
