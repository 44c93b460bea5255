import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shown } from '../../../src/cli/tour/shown.js';

describe('shown', () => {
  it.each([
    ['Škoda Auto', 'Škoda Auto'],
    ['', '""'],
    ['Example \u202eknaB', 'Example \\u{202e}knaB'],
    ['Example\u200bBank', 'Example\\u{200b}Bank'],
    ['a\ud83d', 'a\\u{d83d}'],
    ['\u001b[2J\r\n', '\\u{1b}[2J\\u{d}\\u{a}'],
    ['🚀'.repeat(61), `${'🚀'.repeat(59)}…`],
  ])('takes %j to %j', (text, wanted) => {
    expect(shown(text)).toBe(wanted);
  });

  it('prints nothing that a terminal would obey or hide', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shown(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
