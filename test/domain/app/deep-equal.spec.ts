import { describe, expect, it } from 'vitest';
import { isDeepEqual } from '../../../src/domain/app/deep-equal.js';

describe('two values of plain data', () => {
  it.each([
    [1, 1],
    [null, null],
    [undefined, undefined],
    [
      { a: [1, { b: 'x' }], c: true },
      { c: true, a: [1, { b: 'x' }] },
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
    [[], []],
  ])('are equal: %j and %j', (one, other) => {
    expect(isDeepEqual(one, other)).toBe(true);
  });

  it.each([
    [1, '1'],
    [0, false],
    [null, {}],
    [undefined, null],
    [[], {}],
    [['a'], { 0: 'a' }],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{}, JSON.parse('{"__proto__":1}')],
    [{}, { constructor: Object }],
    [{ a: { b: [1] } }, { a: { b: [2] } }],
  ])('are not equal: %j and %j', (one, other) => {
    expect(isDeepEqual(one, other)).toBe(false);
    expect(isDeepEqual(other, one)).toBe(false);
  });
});
