// The list of reserved slugs.
import { describe, expect, it } from 'vitest';
import { reservedSlugs } from '../../../src/domain/slug/reserved-slugs.js';
import { slugFault } from '../../../src/domain/slug/slug.js';
import {
  foldLatin,
  slugCandidates,
  slugFromName,
} from '../../../src/domain/slug/slug-from-name.js';

const missing = (words: readonly string[]) => words.filter((word) => !reservedSlugs.has(word));
const words = (text: string) => text.trim().split(/\s+/);

describe('the reserved slugs', () => {
  it('are about 400 valid slugs', () => {
    expect(reservedSlugs.size).toBeGreaterThan(350);
    expect(reservedSlugs.size).toBeLessThan(500);
    expect([...reservedSlugs].filter((word) => slugFault(word) !== null)).toEqual([]);
  });

  it('contain the words of the rules', () => {
    const named = 'api admin login settings new null undefined www support postmaster';
    expect(missing(words(named))).toEqual([]);
  });

  it('contain every mailbox of RFC 2142', () => {
    const mailboxes = `info marketing sales support abuse noc security postmaster hostmaster usenet
      news webmaster www uucp ftp`;
    expect(missing(words(mailboxes))).toEqual([]);
  });

  it('contain the mailboxes for TLS certificates', () => {
    expect(missing(words('admin administrator webmaster hostmaster postmaster'))).toEqual([]);
  });

  it('contain the special names of JavaScript as slugs', () => {
    const names = [
      'constructor',
      'prototype',
      'toString',
      'valueOf',
      'hasOwnProperty',
      'isPrototypeOf',
      'propertyIsEnumerable',
      'null',
      'undefined',
      'NaN',
      'true',
      'false',
      '[object Object]',
      'Invalid Date',
    ];
    expect(missing(names.map((name) => slugFromName(name, foldLatin) ?? ''))).toEqual([]);
  });

  it('contain every device name of Windows', () => {
    const numbers = [...'0123456789'];
    const devices = ['con', 'prn', 'aux', 'nul'].concat(
      numbers.map((n) => `com${n}`),
      numbers.map((n) => `lpt${n}`),
    );
    expect(missing(devices)).toEqual([]);
  });

  it('contain the special-use names of DNS', () => {
    expect(missing(words('localhost localdomain example invalid test'))).toEqual([]);
  });

  it('contain the names of the parts of this system', () => {
    const parts = `organizations memberships invitations users apps roles billing photos uptime
      analytics journal review store`;
    expect(missing(words(parts))).toEqual([]);
  });

  it('do not contain names of real organizations', () => {
    const free = `mentra mentra-labs api-lab enterprise ghost gateway infinity discover acme apple
      shell oracle meta`;
    expect(words(free).filter((word) => reservedSlugs.has(word))).toEqual([]);
  });

  it('are compared after a name is converted to a slug', () => {
    for (const name of ['API', 'Ａｄｍｉｎ', "Log'in", 'Sign Up', 'Róbots.txt']) {
      const asked = slugFromName(name, foldLatin);
      expect(reservedSlugs.has(asked ?? '')).toBe(true);
      expect(slugCandidates(asked, 'k7q2xm', reservedSlugs)).not.toContain(asked);
    }
  });
});
