import { describe, expect, it } from 'vitest';
import { names } from '../../../src/testing/model/names.js';

const id = (digit: string) => digit.repeat(24);

describe('names', () => {
  it('mean what they first stood for, and nothing else from then on', () => {
    const known = names();
    expect(known.agree('user 1', id('a'))).toBe(true);
    expect(known.agree('user 1', id('a'))).toBe(true);
    expect(known.agree('user 1', id('b'))).toBe(false);
    expect([known.real('user 1'), known.symbol(id('a'))]).toEqual([id('a'), 'user 1']);
  });

  it('never share a meaning', () => {
    const known = names();
    known.agree('user 1', id('a'));
    expect(known.agree('user 2', id('a'))).toBe(false);
  });

  it.each([
    ['user 1', 'ada'],
    ['organization 2', `${id('a')}0`],
    ['acme-~1', 'guild-abcdef'],
    ['acme-~1', 'acme-abc'],
    ['acme-~1', 'acme-abcde1'],
  ])('do not take %s for %s', (symbol, real) => {
    expect(names().agree(symbol, real)).toBe(false);
  });

  it('take six characters of chance for what they are', () => {
    const known = names();
    expect(known.agree('acme-~1', 'acme-ab2cd7')).toBe(true);
    expect(known.agree('acme-~1', 'acme-zzzzzz')).toBe(false);
  });

  it('leave other text alone', () => {
    const known = names();
    expect(known.agree('Acme', 'Acme')).toBe(true);
    expect(known.agree('Acme', 'acme')).toBe(false);
    expect([known.real('Acme'), known.symbol('Acme')]).toEqual(['Acme', 'Acme']);
  });
});
