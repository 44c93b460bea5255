// What the fields of a profile may be, whoever gives them.
import { describe, expect, it } from 'vitest';
import { parseProfileFields } from '../../../src/domain/organization/organization-profile.js';

describe('the fields of a profile', () => {
  it('are kept as they were given', () => {
    const fields = {
      website: 'https://mentra.glass/',
      description: 'Glasses.\nAnd more.',
      logo: 'http://cdn.mentra.glass/logo.png',
    };
    expect(parseProfileFields(fields)).toEqual({ ok: true, value: fields });
    expect(parseProfileFields({})).toEqual({ ok: true, value: {} });
  });

  it.each([
    ['ftp://mentra.glass/'],
    ['https://user:hunter2@mentra.glass/'],
    ['https://localhost/'],
  ])('have no address such as %s', (address) => {
    for (const field of ['website', 'logo'] as const) {
      expect(parseProfileFields({ [field]: address })).toMatchObject({
        ok: false,
        refusal: { code: 'invalid_input', path: [field] },
      });
    }
  });

  it('have no description with a character that nobody can see', () => {
    expect(parseProfileFields({ description: 'Men\u200Btra' })).toMatchObject({
      refusal: { code: 'invalid_input', issues: [{ code: 'invisible_character' }] },
    });
  });
});
