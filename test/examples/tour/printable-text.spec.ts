import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPrintable } from '../../../examples/tour/printable-text.js';

describe('toPrintable', () => {
  it.each([
    ['Škoda Auto', 'Škoda Auto'],
    ['', '""'],
    ['Example \u202eknaB', 'Example \\u{202e}knaB'],
    ['Example\u200bBank', 'Example\\u{200b}Bank'],
    ['a\ud83d', 'a\\u{d83d}'],
    ['\u001b[2J\r\n', '\\u{1b}[2J\\u{d}\\u{a}'],
    ['🚀'.repeat(61), `${'🚀'.repeat(59)}…`],
  ])('prints %j as %j', (text, wanted) => {
    expect(toPrintable(text)).toBe(wanted);
  });

  it('prints no control character and no invisible one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toPrintable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
