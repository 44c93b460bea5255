// The digest of a submission is the hash of its snapshot in canonical JSON.
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, parseSnapshotDigest } from '../../../src/domain/app/snapshot-digest.js';
import { snapshots } from '../../../src/testing/arbitraries/index.js';

/** Keys and texts from every Unicode plane, and names of built-in object properties. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toJSON',
    '1',
    '10',
    '2',
    '\u20ac',
    '\u{1f600}',
    '\ufb33',
    '"\\\b\f\n\r\t\u0000\u007f',
    '\u2028',
  ),
);
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.constantFrom(
    -0,
    0,
    1e21,
    1e20,
    1e-7,
    1e-6,
    4.5,
    2e-3,
    333_333_333.333_333_3,
    1e30,
    5e-324,
    Number.MAX_VALUE,
    -1.5,
  ),
);

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    texts,
    numbers,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(
      texts.filter((key) => key !== 'toJSON'),
      tie('json'),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
}));

describe('canonical JSON', () => {
  it('is equal to the output of another implementation of RFC 8785', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it('matches the RFC’s own example (3.2.2, 3.2.3)', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const sorted = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\u{1f600}': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect([...canonicalJson(sorted).matchAll(/:"(\w+)/g)].map(([, word]) => word)).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ]);
  });

  it.each([
    [-0, '0'],
    [1e21, '1e+21'],
    [1e20, '100000000000000000000'],
    [{ b: [], a: {} }, '{"a":{},"b":[]}'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [{ 10: 'a', 9: 'b' }, '{"10":"a","9":"b"}'],
    [[{ z: 1, a: [2, { y: 3, b: 4 }] }], '[{"a":[2,{"b":4,"y":3}],"z":1}]'],
    ['é', '"é"'],
    ['e\u0301', '"e\u0301"'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('parses back to the same data', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of keys, at any depth', () => {
    fc.assert(
      fc.property(
        fc.oneof(json, snapshots()),
        fc.array(fc.nat(), { maxLength: 20 }),
        (value, picks) => {
          expect(canonicalJson(shuffled(value, picks))).toBe(canonicalJson(value));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the digest of a snapshot', () => {
  it('changes if any leaf is changed, removed or added', () => {
    fc.assert(
      fc.property(snapshots(), (snapshot) => {
        const text = canonicalJson(snapshot);
        const changed = changesOf(snapshot).map(canonicalJson);
        expect(changed.length).toBeGreaterThan(5);
        expect(new Set([text, ...changed]).size).toBe(changed.length + 1);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for a snapshot that was read back from a database', () => {
    fc.assert(
      fc.property(snapshots(), (snapshot) => {
        const stored: unknown = JSON.parse(JSON.stringify(snapshot));
        expect(canonicalJson(stored)).toBe(canonicalJson(snapshot));
      }),
    );
  });

  it('is 64 lower-case hex digits', () => {
    expect(parseSnapshotDigest('0123456789abcdef'.repeat(4))).toBe('0123456789abcdef'.repeat(4));
    const none = [
      '',
      'a'.repeat(63),
      'a'.repeat(65),
      'A'.repeat(64),
      'g'.repeat(64),
      `${'a'.repeat(64)}\n`,
    ];
    expect(none.map(parseSnapshotDigest)).toEqual(none.map(() => null));
  });
});

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown, picks: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, picks));
  if (typeof value !== 'object' || value === null) return value;
  const ranked = Object.entries(value).map(
    ([key, field], index) => [picks[index % picks.length] ?? -index, key, field] as const,
  );
  const fields = ranked
    .sort(([a], [b]) => a - b)
    .map(([, key, field]) => [key, shuffled(field, picks)] as const);
  return Object.fromEntries(fields);
}

/** All values that differ from this one in one place: one leaf changed, removed or added. */
function changesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    const within = value.flatMap((item, index) =>
      changesOf(item).map((changed) => value.with(index, changed)),
    );
    return [...within, [...value, 'one more']];
  }
  if (typeof value === 'object' && value !== null) {
    const within = Object.entries(value).flatMap(([key, field]) => [
      ...changesOf(field).map((changed) => ({ ...value, [key]: changed })),
      Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)),
    ]);
    return [...within, { ...value, 'one more': true }];
  }
  return [changedLeaf(value)];
}

function changedLeaf(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value === 0 ? 1 : value * 2;
  return value === true ? false : value === false ? true : 'something';
}
