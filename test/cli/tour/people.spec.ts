import { describe, expect, it } from 'vitest';
import { domainsOf, founderAfter } from '../../../src/cli/tour/people.js';
import { rowsIn } from '../../../src/cli/tour/rows.js';
import { parseEmail } from '../../../src/index.js';

function domainsIn(rows: readonly object[]): readonly string[] {
  return [...domainsOf(rowsIn(rows.map((row) => JSON.stringify(row)).join('\n'))).values()];
}

describe('domainsOf', () => {
  it('takes the domain of a row for the first who has it, and else one for examples', () => {
    const domains = domainsIn([
      { name: 'A', domain: 'a.edu' },
      { name: 'B' },
      { name: 'C', domain: 'A.EDU' },
      { name: 'D', domain: 'bücher.de' },
      { name: 'E', domain: 'xn--bcher-kva.de' },
      { name: 'F', domain: 'no domain' },
      { name: 'G', domain: 'me@f.edu' },
      { name: 8, domain: 'h.edu' },
    ]);
    expect(domains).toEqual([
      'a.edu',
      'line-2.example.org',
      'line-3.example.org',
      'xn--bcher-kva.de',
      'line-5.example.org',
      'line-6.example.org',
      'line-7.example.org',
      'line-8.example.org',
    ]);
  });

  it('gives no domain twice, though a row may claim what another falls back to', () => {
    const domains = domainsIn([{ name: 'A', domain: 'line-2.example.org' }, { name: 'B' }]);
    expect(new Set(domains).size).toBe(2);
  });
});

describe('founderAfter', () => {
  it('has somebody for any number of foundings, each with an address', () => {
    const founders = Array.from({ length: 20 }, (_, others) => founderAfter(others));
    const addresses = founders.map(({ mailbox }) => `${mailbox}@example.org`);
    expect(new Set(addresses).size).toBeGreaterThan(3);
    expect(addresses.filter((address) => !parseEmail(address, []).ok)).toEqual([]);
  });
});
