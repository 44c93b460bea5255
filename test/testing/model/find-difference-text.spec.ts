import { describe, expect, it } from 'vitest';
import {
  findDifferenceText,
  toPlainJson,
} from '../../../src/testing/model/find-difference-text.js';

describe('findDifferenceText', () => {
  it.each([
    [{ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }],
    [null, null],
    [[], []],
  ])('finds none between %j and %j', (one, other) => {
    expect(findDifferenceText(one, other)).toBeNull();
  });

  it.each([
    [{ a: 1 }, { a: 2 }, 'the answer.a is 2 and not 1'],
    [{ a: 1 }, {}, 'the answer.a is undefined and not 1'],
    [{}, { a: 1 }, 'the answer.a is 1 and not undefined'],
    [[1], [1, 2], 'the answer.1 is 2 and not undefined'],
    [{ a: [] }, { a: {} }, 'the answer.a is {} and not []'],
    [null, {}, 'the answer is {} and not null'],
    [{ a: { b: '1' } }, { a: { b: 1 } }, 'the answer.a.b is 1 and not "1"'],
  ])('describes the one between %j and %j', (expected, found, difference) => {
    expect(findDifferenceText(expected, found)).toBe(difference);
  });

  it('compares values with the given function', () => {
    const same = (one: unknown, other: unknown) => String(one) === String(other);
    expect(findDifferenceText({ a: '1' }, { a: 1 }, same)).toBeNull();
  });
});

describe('toPlainJson', () => {
  it('leaves out undefined fields and turns dates into text', () => {
    expect(toPlainJson({ a: undefined, at: new Date(0) })).toEqual({
      at: '1970-01-01T00:00:00.000Z',
    });
    expect(toPlainJson(undefined)).toBeNull();
  });
});
