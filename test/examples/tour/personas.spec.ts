// The people of the tour and their mail domains.

import { describe, expect, it } from 'vitest';
import { parseRows } from '../../../examples/tour/organization-rows.js';
import { creatorAt, mailDomainsByLine } from '../../../examples/tour/personas.js';
import { parseEmail } from '../../../src/index.js';

function domainsIn(rows: readonly object[]): readonly string[] {
  return [
    ...mailDomainsByLine(parseRows(rows.map((row) => JSON.stringify(row)).join('\n'))).values(),
  ];
}

describe('mailDomainsByLine', () => {
  it('gives the first row with a domain that domain, and other rows one of example.org', () => {
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

  it('gives no domain twice, even if a row has the domain that another row would be given', () => {
    const domains = domainsIn([{ name: 'A', domain: 'line-2.example.org' }, { name: 'B' }]);
    expect(new Set(domains).size).toBe(2);
  });
});

describe('creatorAt', () => {
  it('has a person with a valid address for any number of creators', () => {
    const creators = Array.from({ length: 20 }, (_, others) => creatorAt(others));
    const addresses = creators.map(({ localPart }) => `${localPart}@example.org`);
    expect(new Set(addresses).size).toBeGreaterThan(3);
    expect(addresses.filter((address) => !parseEmail(address, []).ok)).toEqual([]);
  });
});
