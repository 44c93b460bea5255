// What metadata can hold: objects of JSON, and no more.
import { describe, expect, it } from 'vitest';
import { copyJsonObject, type JsonObject } from '../../../src/domain/shared/json.js';

function nest(levels: number): object {
  return levels === 1 ? {} : { in: nest(levels - 1) };
}

function issuesOf(given: unknown): readonly (readonly [string, string])[] {
  return copyJsonObject(given, ['public']).issues.map(({ code, path }) => [code, path.join('/')]);
}

class Plan {
  readonly name = 'pro';
}

describe('an object of JSON', () => {
  it.each<JsonObject>([
    {},
    { a: null, b: true, c: -0.5, d: '日本', e: [], f: {}, g: [[{ h: [null] }]] },
    { '': 1, '.': 2, 'a.b': 3, a$: 4, ' ': 5, toJSON: 6, length: 7, prototype: 8 },
    JSON.parse('{"2":1,"1":2,"a":"\\u0000"}'),
  ])('is copied as it is: %j', (given) => {
    const { copy, issues } = copyJsonObject(given, []);
    expect(issues).toEqual([]);
    expect(copy).toEqual(given);
    expect(copy).not.toBe(given);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(given));
  });

  it('may have no prototype, and has the usual one afterwards', () => {
    const given = Object.assign(Object.create(null), { a: { b: 1 } });
    const { copy, issues } = copyJsonObject(given, []);
    expect([Object.getPrototypeOf(copy), issues]).toEqual([Object.prototype, []]);
    expect(copy).toEqual({ a: { b: 1 } });
  });

  it('has no negative zero', () => {
    expect(Object.is(copyJsonObject({ a: -0 }, []).copy['a'], 0)).toBe(true);
  });

  it.each<readonly [string, unknown]>([
    ['null', null],
    ['a list', []],
    ['a text', 'a'],
    ['a date', new Date()],
    ['a map', new Map([['a', 1]])],
    ['an instance of a class', new Plan()],
  ])('is not %s', (_what, given) => {
    expect(issuesOf(given)).toEqual([['not_json', 'public']]);
  });

  it.each<readonly [string, unknown]>([
    ['undefined', undefined],
    ['a date', new Date()],
    ['a large integer', 1n],
    ['no number', Number.NaN],
    ['an infinite number', Number.POSITIVE_INFINITY],
    ['a symbol', Symbol('a')],
    ['a function', () => 1],
    ['a map', new Map()],
    ['bytes', new Uint8Array(2)],
    ['an instance of a class', new Plan()],
    ['a list with a hole', Array(1)],
  ])('holds no %s', (_what, value) => {
    const inList = Array.isArray(value) ? '/0' : '';
    expect(issuesOf({ a: { b: value } })).toEqual([['not_json', `public/a/b${inList}`]]);
    expect(issuesOf({ a: [1, value] })).toEqual([['not_json', `public/a/1${inList}`]]);
  });

  it.each<readonly [string, string]>([
    ['$set', 'reserved'],
    ['$', 'reserved'],
    ['__proto__', 'reserved'],
    ['constructor', 'reserved'],
    ['toString', 'reserved'],
    ['_bsontype', 'reserved'],
    ['a\0', 'ill_formed'],
    ['\ud800', 'ill_formed'],
    ['a'.repeat(201), 'too_long'],
  ])('has no field %j', (name, code) => {
    const given: unknown = JSON.parse(`{"a":{${JSON.stringify(name)}:1,"b":2}}`);
    expect(issuesOf(given)).toEqual([[code, `public/a/${name.slice(0, 200)}`]]);
  });

  it('has texts of whole characters', () => {
    expect(issuesOf({ a: ['\udc00'] })).toEqual([['ill_formed', 'public/a/0']]);
  });

  it('has at most 16 levels', () => {
    expect(issuesOf(nest(16))).toEqual([]);
    expect(issuesOf(nest(17))).toEqual([['too_deep', `public${'/in'.repeat(16)}`]]);
    const lists: unknown = JSON.parse(`${'['.repeat(16)}${']'.repeat(16)}`);
    expect(issuesOf({ a: lists })).toEqual([['too_deep', `public/a${'/0'.repeat(15)}`]]);
  });

  it('is read once, so that it cannot change after the check', () => {
    let reads = 0;
    const given = {
      get a() {
        reads += 1;
        return reads === 1 ? 'text' : new Date();
      },
    };
    expect(copyJsonObject(given, [])).toEqual({ copy: { a: 'text' }, issues: [] });
    expect(reads).toBe(1);
  });

  it('tells all that is wrong', () => {
    expect(issuesOf({ a: undefined, $b: 1, c: ['\ud800'] })).toEqual([
      ['not_json', 'public/a'],
      ['reserved', 'public/$b'],
      ['ill_formed', 'public/c/0'],
    ]);
  });
});
