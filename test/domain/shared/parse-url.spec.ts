import { describe, expect, it } from 'vitest';
import { parseUrl, parseWebAddress } from '../../../src/domain/shared/web-address.js';
import { parseEmail } from '../../../src/domain/user/email.js';

/** More calls than a runtime needs before it optimizes a function. */
const often = 20_000;

function answersOver<T>(ask: () => T): ReadonlySet<T> {
  const answers = new Set<T>();
  for (let n = 0; n < often; n += 1) answers.add(ask());
  return answers;
}

describe('a URL', () => {
  it('is parsed, or is null', () => {
    expect(parseUrl('https://bücher.de/ü')?.href).toBe('https://xn--bcher-kva.de/%C3%BC');
    expect(['', 'bücher.de', 'https://', 'https://x y'].map(parseUrl)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('with Latin-1 letters is parsed the thousandth time like the first', () => {
    expect(answersOver(() => parseUrl('https://bücher.de')?.host)).toEqual(
      new Set(['xn--bcher-kva.de']),
    );
    expect(answersOver(() => parseEmail('ada@bücher.de', []).ok)).toEqual(new Set([true]));
    expect(answersOver(() => parseWebAddress('https://bücher.de', []).ok)).toEqual(new Set([true]));
  });
});
