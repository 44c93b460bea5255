import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameHex } from '../../../src/domain/shared/constant-time.js';

const hex = fc.stringMatching(/^[0-9a-f]{0,64}$/);

describe('comparing hex texts', () => {
  it('tells the same from others, as === does', () => {
    fc.assert(
      fc.property(hex, hex, (one, other) => {
        expect(isSameHex(one, one.slice())).toBe(true);
        expect(isSameHex(one, other)).toBe(one === other);
      }),
    );
  });

  it('tells where one digit alone is another, wherever it stands', () => {
    const digits = fc.constantFrom(...'0123456789abcdef');
    fc.assert(
      fc.property(hex, fc.nat(64), digits, (one, place, digit) => {
        fc.pre(one.length > 0);
        const at = place % one.length;
        const other = one.slice(0, at) + digit + one.slice(at + 1);
        expect(isSameHex(one, other)).toBe(one[at] === digit);
      }),
    );
  });
});
