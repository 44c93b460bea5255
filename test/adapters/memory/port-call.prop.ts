import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deepCopy } from '../../../src/adapters/memory/port-call.js';

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

it('copies plain data unchanged', () => {
  fc.assert(
    fc.property(plainData, (value) => {
      expect(deepCopy(value)).toStrictEqual(value);
    }),
  );
});

it('shares no object with the original, not even a date', () => {
  fc.assert(
    fc.property(plainData, (value) => {
      const originals = new Set(objectsIn(value));
      expect(objectsIn(deepCopy(value)).filter((object) => originals.has(object))).toEqual([]);
    }),
  );
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
