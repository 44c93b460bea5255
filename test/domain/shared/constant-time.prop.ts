import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timingSafeEqualText } from '../../../src/domain/shared/constant-time.js';

const hex = fc.stringMatching(/^[0-9a-f]{0,64}$/);

describe('comparing hex texts', () => {
  it('has the same result as ===', () => {
    fc.assert(
      fc.property(hex, hex, (one, other) => {
        expect(timingSafeEqualText(one, one.slice())).toBe(true);
        expect(timingSafeEqualText(one, other)).toBe(one === other);
      }),
    );
  });

  it('finds a single different digit at any position', () => {
    const digits = fc.constantFrom(...'0123456789abcdef');
    fc.assert(
      fc.property(hex, fc.nat(64), digits, (one, place, digit) => {
        fc.pre(one.length > 0);
        const at = place % one.length;
        const other = one.slice(0, at) + digit + one.slice(at + 1);
        expect(timingSafeEqualText(one, other)).toBe(one[at] === digit);
      }),
    );
  });
});
