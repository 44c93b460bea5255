import { describe, expect, it } from 'vitest';
import { differenceOf, plain } from '../../../src/testing/model/compare.js';

describe('the difference of', () => {
  it.each([
    [{ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }],
    [null, null],
    [[], []],
  ])('%j and %j is none', (one, other) => {
    expect(differenceOf(one, other)).toBeNull();
  });

  it.each([
    [{ a: 1 }, { a: 2 }, 'the answer.a is 2 and not 1'],
    [{ a: 1 }, {}, 'the answer.a is undefined and not 1'],
    [{}, { a: 1 }, 'the answer.a is 1 and not undefined'],
    [[1], [1, 2], 'the answer.1 is 2 and not undefined'],
    [{ a: [] }, { a: {} }, 'the answer.a is {} and not []'],
    [null, {}, 'the answer is {} and not null'],
    [{ a: { b: '1' } }, { a: { b: 1 } }, 'the answer.a.b is 1 and not "1"'],
  ])('%j and %j is told', (expected, found, difference) => {
    expect(differenceOf(expected, found)).toBe(difference);
  });

  it('names may be none', () => {
    const same = (one: unknown, other: unknown) => String(one) === String(other);
    expect(differenceOf({ a: '1' }, { a: 1 }, same)).toBeNull();
  });
});

describe('plain data', () => {
  it('has no undefined fields, and dates as text', () => {
    expect(plain({ a: undefined, at: new Date(0) })).toEqual({ at: '1970-01-01T00:00:00.000Z' });
    expect(plain(undefined)).toBeNull();
  });
});
