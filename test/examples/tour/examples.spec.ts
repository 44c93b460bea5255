// The tour of the example file against results counted by hand: 96 rows, the last 17 of them invalid, and ten scenarios in turn.

import { describe, expect, it } from 'vitest';
import { toTourJson } from '../../../examples/tour/json-report.js';
import { renderReport } from '../../../examples/tour/report-tables.js';
import { groupSlugs } from '../../../examples/tour/summary.js';
import {
  exampleOrganizations,
  runTourInMemory,
  tourJsonSchema,
  transliterate,
} from './tour-helpers.js';

const report = await runTourInMemory(exampleOrganizations);
const json = toTourJson('memory', report);
const { organizations } = json;
/** The steps of the apps' scenarios; each of the 28 rows counts as one more. */
const stepsOfApps = 184;

/** The organization of this line of the file. */
function organizationOf(line: number): (typeof organizations)[number] | undefined {
  return organizations[line - 1];
}

describe('the tour of the examples', () => {
  it('creates or refuses every row, in order', () => {
    const refusedLines = organizations.flatMap((one, index) => ('slug' in one ? [] : [index + 1]));
    expect(organizations).toHaveLength(96);
    expect(refusedLines).toEqual(Array.from({ length: 17 }, (_, index) => 80 + index));
  });

  it.each([
    [1, { name: 'Škoda Auto', slug: 'skoda-auto' }],
    [25, { name: 'Mozilla Foundation', slug: 'mozilla-foundation' }],
    [29, { name: '2600', slug: 'org-2600' }],
    [40, { name: '东北大学', slug: 'dongbeidaxue-2' }],
    [57, { name: 'Trinity College', slug: 'trinity-college' }],
    [61, { name: 'Trinity College', slug: 'trinity-college-5' }],
    [77, { name: 'API', slug: 'api-2' }],
  ])('creates line %i as %j', (line, created) => {
    expect(organizationOf(line)).toEqual(created);
  });

  it('gives equal names after the fifth six random characters', () => {
    const twins = [62, 63, 64].map((line) => JSON.stringify(organizationOf(line)));
    for (const twin of twins) {
      expect(twin).toMatch(/^{"name":"Trinity College","slug":"trinity-college-[a-z2-7]{6}"}$/);
    }
    expect(new Set(twins).size).toBe(3);
  });

  it.each([
    [80, '', 'name_invalid', ['name']],
    [84, 'booking@booking.com', 'name_invalid', ['name']],
    [88, 'Example \ud83d College', 'invalid_input', ['name']],
    [90, '{"name":"Cut off in the mid', 'invalid_input', []],
    [91, '1984', 'invalid_input', ['name']],
    [92, '{"$gt":""}', 'invalid_input', ['name']],
    [93, '', 'invalid_input', ['name']],
    [94, 'Example Scripts', 'invalid_input', ['website']],
  ])('refuses line %i, %j, as %s at %j', (line, name, code, path) => {
    expect(organizationOf(line)).toEqual({ name, refusal: { code, path } });
  });

  it('groups the slugs by kind', () => {
    const counts = [...groupSlugs(report.outcomes, transliterate)].map(([kind, { count, first }]) =>
      [kind, count, first.slug].join(' '),
    );
    expect(counts.sort()).toEqual([
      '-2 9 dongbeidaxue-2',
      '-3 3 trinity-college-3',
      '-4 2 trinity-college-4',
      '-5 1 trinity-college-5',
      'org-… 1 org-2600',
      'plain 60 skoda-auto',
      expect.stringMatching(/^random 3 trinity-college-[a-z2-7]{6}$/),
    ]);
  });

  it('leaves every invitation in the state that its scenario ends with', () => {
    expect(json.invitations).toEqual({
      pending: 14,
      accepted: 72,
      declined: 8,
      expired: 8,
      revoked: 24,
    });
  });

  it('has the refusals that the scenarios expect, and no others', () => {
    expect(json.refusals).toEqual({
      already_a_member: 8,
      already_invited: 8,
      email_not_verified: 8,
      email_taken: 8,
      invalid_input: 16,
      invitation_declined: 8,
      invitation_email_mismatch: 8,
      invitation_expired: 8,
      invitation_not_found: 16,
      invitation_revoked: 24,
      last_admin: 24,
      member_not_found: 8,
      name_invalid: 17,
      organization_not_found: 16,
      permission_denied: 16,
      resend_too_soon: 8,
      slug_invalid: 8,
      slug_reserved: 8,
      slug_taken: 8,
    });
  });

  it('delivers every mail', () => {
    expect(json.mails).toBe(159);
    expect(report).toMatchObject({ creators: 1, steps: 756 + 28 + stepsOfApps });
  });

  it('has the documented JSON shape', () => {
    expect(tourJsonSchema.parse(json)).toEqual(json);
  });

  it('has the same results when it is run again', async () => {
    const { elapsedMs: _elapsed, ...again } = toTourJson(
      'memory',
      await runTourInMemory(exampleOrganizations),
    );
    expect(json).toMatchObject(again);
  });
});

describe('the tables of the examples', () => {
  const page = { columns: 80, emphasize: (title: string) => title };
  const lines = renderReport(report, transliterate, page).split('\n');

  it.each([
    'rows read                   96',
    'created                     79',
    'refused                     17',
    '-2                           9   40 dongbeidaxue-2',
    'name_invalid                 3   82 web address: Visit https://example.com/offer',
    'invalid_input                1   90 the row: {"name":"Cut off in the mid',
    'expired                      8',
    'last_admin                  24    7 The creator leaves',
  ])('have the line %j', (line) => {
    expect(lines).toContain(line);
  });

  it('fit their columns', () => {
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('have no control character of the rows', () => {
    expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(line))).toEqual([]);
  });
});
