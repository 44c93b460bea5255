import { describe, expect, it } from 'vitest';
import { isSame } from '../../../src/domain/app/same.js';

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
  ])('say the same: %j and %j', (one, other) => {
    expect(isSame(one, other)).toBe(true);
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
  ])('do not say the same: %j and %j', (one, other) => {
    expect(isSame(one, other)).toBe(false);
    expect(isSame(other, one)).toBe(false);
  });
});
