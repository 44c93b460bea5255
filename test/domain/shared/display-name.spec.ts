// Valid and invalid display names.
import { describe, expect, it } from 'vitest';
import { closestDisplayName, parseDisplayName } from '../../../src/domain/shared/display-name.js';
import { toAsciiText } from '../support/random-texts.js';

function parsed(text: string) {
  return parseDisplayName(text, ['name']);
}

function reasonOf(text: string): string | null {
  const name = parsed(text);
  return name.ok ? null : name.refusal.reason;
}

const named = (texts: readonly string[]) => texts.map((text) => [toAsciiText(text), text] as const);

describe('a display name', () => {
  it.each([
    'Mentra Labs',
    'AI Vision Inc.',
    "Bob's Lab",
    'St.Gallen',
    'L.D. College',
    'Yahoo! Inc.',
    'A.C.M.E.',
    'Node.js Foundation',
    'Société Générale (Paris) & Co.',
    '日本',
    'Московский университет',
    'جامعة القاهرة',
    'हिन्दी विश्वविद्यालय',
    '2600',
    '٣',
    'X',
    '🚀 Rocket ❤️',
    'Data: A Love Story',
    'C++ Guild',
    'Irizar S.Coop.',
    'Praxis Dr.med. Roth',
    'Data:Lab',
    'Visit V.X.Click',
    'socket.io',
    'draw.io',
    'Booking.com',
    'evil.zip',
    'win at evil.example now',
    'Ada 👩🏽‍💻',
    'Team 🇩🇪 5️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    'دانشگاه علوم‌پزشکی',
    'ශ්‍රී ලංකා',
    '葛󠄀城市',
    'a'.repeat(100),
    `${'🚀'.repeat(99)}a`,
  ])('can be %s', (text) => {
    expect(parsed(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    ['  Mentra \t Labs\n', 'Mentra Labs'],
    ['Cafe\u0301 de Coral', 'Café de Coral'],
    [`${' '.repeat(400)}Mentra`, 'Mentra'],
  ])('is stored in NFC with single spaces: %j as %j', (text, kept) => {
    expect(parsed(text)).toEqual({ ok: true, value: kept });
  });

  it.each(named(['', ' ', '\t\n\u00a0\u3000']))('cannot be empty: %s', (_shown, text) => {
    expect(reasonOf(text)).toBe('empty');
  });

  it.each(
    named([
      'a'.repeat(101),
      `${'日'.repeat(100)}a`,
      `${'🚀'.repeat(100)}a`,
      'x'.repeat(10_000_000),
    ]),
  )('has at most 100 characters: %s', (_shown, text) => {
    expect(reasonOf(text)).toBe('too_long');
  });

  it.each(named(['🚀', '!!!', '---', '\u0301\u0301', '❤️❤️', '👩‍💻']))(
    'needs a letter or a digit: %s',
    (_shown, text) => {
      expect(reasonOf(text)).toBe('no_letter_or_digit');
    },
  );

  it.each(named(['\ud800', 'Mentra \udc00', 'x\ud83dx']))(
    'must be well-formed Unicode: %s',
    (_shown, text) => {
      expect(reasonOf(text)).toBe('ill_formed');
    },
  );

  it.each(
    named([
      'Men\0tra',
      'Men\u001btra',
      'Men\u202etra',
      'Men\u200btra',
      'Men\u200dtra',
      'Men\ufefftra',
      '\ufeffMentra',
      'Men\ufe0ftra',
      'Men\u{e0041}tra',
      'Men\u2800tra',
      '\u2800',
      '\u3164',
      'Mentra\u0085',
    ]),
  )('cannot contain an invisible character: %s', (_shown, text) => {
    expect(reasonOf(text)).toBe('invisible_character');
  });

  it.each(['<b>Mentra</b>', 'Mentra <', '> Mentra', '<script>alert(1)</script>'])(
    'cannot contain markup: %s',
    (text) => {
      expect(reasonOf(text)).toBe('markup');
    },
  );

  it.each(['bit.ly/x9', 'http://x', 'mailto:x', 'me@evil.com', 'https://evil.com/offer'])(
    'cannot contain a web address: %s',
    (text) => {
      expect(reasonOf(text)).toBe('web_address');
    },
  );

  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['Ada 👩🏽‍💻', 'Ada 👩🏽‍💻'],
    ['Men\ufefftra \u202eknaB', 'Mentra knaB'],
    ['<b>Ada</b>', 'b Ada /b'],
    ['Ada (https://evil.com/x)', 'Ada https evil com x'],
    ['me@evil.com', 'me evil com'],
    ['x\ud83dx', 'xx'],
    ['x'.repeat(5_000), 'x'.repeat(100)],
    [`${'x'.repeat(98)}👩‍💻`, `${'x'.repeat(98)}👩`],
    ['👩‍💻', null],
    ['', null],
    [' \u2800', null],
  ])('that is closest to %j is %j', (text, name) => {
    expect(closestDisplayName(text)).toBe(name);
  });

  it('is refused with its code, the path of the input and the reason', () => {
    expect(parseDisplayName('', ['rows', 3, 'name'])).toEqual({
      ok: false,
      refusal: { code: 'name_invalid', path: ['rows', 3, 'name'], reason: 'empty' },
    });
  });
});
