// The mapping between the model's names and real ids, slugs and tokens.
import { describe, expect, it } from 'vitest';
import { createNameMapping } from '../../../src/testing/model/name-mapping.js';

const id = (digit: string) => digit.repeat(24);

describe('a name mapping', () => {
  it('keeps the first real value of a symbol', () => {
    const names = createNameMapping();
    expect(names.matchOrBind('user 1', id('a'))).toBe(true);
    expect(names.matchOrBind('user 1', id('a'))).toBe(true);
    expect(names.matchOrBind('user 1', id('b'))).toBe(false);
    expect([names.realOf('user 1'), names.symbolOf(id('a'))]).toEqual([id('a'), 'user 1']);
  });

  it('binds a real value to one symbol only', () => {
    const names = createNameMapping();
    names.matchOrBind('user 1', id('a'));
    expect(names.matchOrBind('user 2', id('a'))).toBe(false);
  });

  it.each([
    ['user 1', 'ada'],
    ['organization 2', `${id('a')}0`],
    ['acme-~1', 'guild-abcdef'],
    ['acme-~1', 'acme-abc'],
    ['acme-~1', 'acme-abcde1'],
  ])('does not bind %s to %s', (symbol, real) => {
    expect(createNameMapping().matchOrBind(symbol, real)).toBe(false);
  });

  it('binds a slug with six random characters', () => {
    const names = createNameMapping();
    expect(names.matchOrBind('acme-~1', 'acme-ab2cd7')).toBe(true);
    expect(names.matchOrBind('acme-~1', 'acme-zzzzzz')).toBe(false);
  });

  it('compares other text as it is', () => {
    const names = createNameMapping();
    expect(names.matchOrBind('Acme', 'Acme')).toBe(true);
    expect(names.matchOrBind('Acme', 'acme')).toBe(false);
    expect([names.realOf('Acme'), names.symbolOf('Acme')]).toEqual(['Acme', 'Acme']);
  });
});
