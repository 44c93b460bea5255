// Random texts: plain words with half surrogates, marks, control characters and look-alikes.
import fc from 'fast-check';

/** Characters and texts with a special meaning in Unicode, mail, markup, databases or URLs. */
const specialCharacters = [
  ...'\0\t\n\r\v\f\u0085\u00a0\u00ad\u034f\u061c\u115f\u1680\u180e\u2028\u2029\u3000\u3164\ufeff\uffa0',
  ...'\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufe0f\u{e0041}',
  ...'\u0301\u0308\u030a\u030c\u0331\u0338\u0307',
  ...'\uff20\uff0e\u3002\uff61\u2024\u212a\u017f\u0130\u0131\u00df\u1e9e\ufb01\u03c2\u2126',
  ...'<>"\'`@.,;:/\\?#[]{}()|&=+*%$!~^_-',
  ...'WJHTYKSI',
  '\ud800',
  '\udfff',
  '🚀',
  '👩‍🚀',
];

const unit = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...'abcdeXYZ0189 ') },
  { weight: 3, arbitrary: fc.constantFrom(...specialCharacters) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)) },
);

/** Any text, well formed or not. */
export function anyText(maxLength = 40): fc.Arbitrary<string> {
  return fc.string({ unit, maxLength });
}

/** The text with some ASCII letters in the other case. `flips` says which. */
export function withCaseFlipped(text: string, flips: readonly boolean[]): string {
  return [...text]
    .map((letter, index) => (flips[index % flips.length] === true ? flipCase(letter) : letter))
    .join('');
}

function flipCase(letter: string): string {
  if (/^[a-z]$/.test(letter)) return String.fromCharCode(letter.charCodeAt(0) - 32);
  if (/^[A-Z]$/.test(letter)) return String.fromCharCode(letter.charCodeAt(0) + 32);
  return letter;
}

/** The text for test titles, with everything outside printable ASCII as an escape. */
export function toAsciiText(text: string): string {
  const escaped = JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit16) => `\\u${unit16.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped.length > 60 ? `${escaped.slice(0, 50)}… (${text.length})` : escaped;
}
