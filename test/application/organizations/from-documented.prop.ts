// Organizations in the documented shape are read as given, or refused where they are wrong.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDocumented } from '../../../src/application/organizations/from-documented.js';
import {
  type DocumentedOrganization,
  splitDocumented,
  toDocumented,
} from '../../../src/domain/organization/documented-organization.js';
import { reservedSlugs } from '../../../src/index.js';
import { invitations, memberships, organizations } from '../../../src/testing/arbitraries/index.js';
import { sampleUser } from '../../domain/support/samples.js';

/** The arbitraries have these roles of a service's own. */
const roles = { viewer: [], a: [], 'long-name_with-32-characters-000': [] };

const documents: fc.Arbitrary<DocumentedOrganization> = fc
  .record({
    organization: organizations(),
    memberships: fc
      .uniqueArray(memberships(), { minLength: 1, maxLength: 4, selector: ({ userId }) => userId })
      .map(([first, ...others]) => [
        { ...(first ?? missing()), role: 'admin' as const },
        ...others,
      ]),
    invitations: fc.uniqueArray(invitations(['pending']), {
      minLength: 1,
      maxLength: 4,
      selector: ({ emailKey }) => emailKey,
    }),
  })
  .filter(({ organization }) => !reservedSlugs.has(organization.slug))
  .map(toDocumented);

describe('an organization in the documented shape', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(fromDocumented(document, { roles })).toStrictEqual({
          ok: true,
          value: splitDocumented(document),
        });
      }),
    );
  });

  it('is read without other fields, such as a token', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const given = {
          ...document,
          __v: 3,
          members: document.members.map((member) => ({ ...member, _id: 'x', note: 'x' })),
          pendingInvites: document.pendingInvites.map((invite) => ({ ...invite, token: 'secret' })),
          profile: { ...document.profile, colour: 'red' },
        };
        expect(fromDocumented(given, { roles })).toStrictEqual({
          ok: true,
          value: splitDocumented(document),
        });
      }),
    );
  });

  it('is not changed by being read', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const before = structuredClone(document);
        fromDocumented(document, { roles });
        expect(document).toEqual(before);
      }),
    );
  });

  it('is refused without an exception where it is anything else', () => {
    const near = fc
      .tuple(documents, fc.anything())
      .chain(([document, other]) =>
        fc.constantFrom(...Object.keys(document)).map((field) => ({ ...document, [field]: other })),
      );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), near), (given) => {
        const result = fromDocumented(given, { roles });
        if (result.ok) return;
        expect(['invalid_input', 'name_invalid', 'slug_invalid', 'slug_reserved']).toContain(
          result.refusal.code,
        );
        if (result.refusal.code === 'invalid_input') {
          expect(result.refusal.issues.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

const sound: DocumentedOrganization = {
  ...toDocumented({
    ...splitDocumented(fc.sample(documents, { numRuns: 1, seed: 1 })[0] ?? missing()),
    memberships: [{ userId: sampleUser(1).id, role: 'admin', joinedAt: new Date(0) }],
  }),
};

function missing(): never {
  throw new Error('no document was made');
}

/** What is wrong, the document, and the code and path of the refusal. */
const wrongs: readonly (readonly [string, unknown, string, readonly (string | number)[]])[] = [
  ['an id', { ...sound, _id: 'mentra' }, 'invalid_input', ['_id']],
  ['an ObjectId that is no text', { ...sound, _id: { $oid: sound._id } }, 'invalid_input', ['_id']],
  ['a name', { ...sound, name: 'win at evil.com/x' }, 'name_invalid', ['name']],
  ['a slug', { ...sound, slug: 'Mentra Labs' }, 'slug_invalid', ['slug']],
  [
    'an address of the profile',
    { ...sound, profile: { ...sound.profile, website: 'javascript:alert(1)' } },
    'invalid_input',
    ['profile', 'website'],
  ],
  [
    'a contact',
    { ...sound, profile: { ...sound.profile, contactEmail: 'nobody' } },
    'invalid_input',
    ['profile', 'contactEmail'],
  ],
  [
    'a contact that is not there',
    { ...sound, profile: {} },
    'invalid_input',
    ['profile', 'contactEmail'],
  ],
  [
    'a role',
    { ...sound, members: [...sound.members, { ...sound.members[0], role: 'owner' }] },
    'invalid_input',
    ['members', 1, 'role'],
  ],
  [
    'a date that is text',
    { ...sound, members: [{ ...sound.members[0], joinedAt: '2026-11-22' }] },
    'invalid_input',
    ['members', 0, 'joinedAt'],
  ],
  [
    'a date that is none',
    { ...sound, members: [{ ...sound.members[0], joinedAt: new Date('x') }] },
    'invalid_input',
    ['members', 0, 'joinedAt'],
  ],
  [
    'an address of an invitation',
    { ...sound, pendingInvites: [{ ...sound.pendingInvites[0], email: 'nobody' }] },
    'invalid_input',
    ['pendingInvites', 0, 'email'],
  ],
  [
    'a list without an admin',
    { ...sound, members: [{ ...sound.members[0], role: 'member' }] },
    'invalid_input',
    ['members'],
  ],
  ['no member', { ...sound, members: [] }, 'invalid_input', ['members']],
  [
    'a member who is in the list twice',
    { ...sound, members: [...sound.members, { ...sound.members[0], role: 'member' }] },
    'invalid_input',
    ['members', 1, 'user'],
  ],
  [
    'an address that is in the list twice',
    { ...sound, pendingInvites: [sound.pendingInvites[0], sound.pendingInvites[0]] },
    'invalid_input',
    ['pendingInvites', 1, 'email'],
  ],
  ['a reserved slug', { ...sound, slug: 'admin' }, 'slug_reserved', ['slug']],
  [
    'a count',
    { ...sound, pendingInvites: [{ ...sound.pendingInvites[0], emailSentCount: -1 }] },
    'invalid_input',
    ['pendingInvites', 0, 'emailSentCount'],
  ],
];

describe('a wrong document', () => {
  it('is accepted without the mistake', () => {
    expect(fromDocumented(sound, { roles })).toStrictEqual({
      ok: true,
      value: splitDocumented(sound),
    });
  });

  it.each(wrongs)('is refused where it is wrong: %s', (_what, document, code, path) => {
    const result = fromDocumented(document, { roles });
    if (result.ok) throw new Error('it was read');
    const { refusal } = result;
    expect(refusal.code).toBe(code);
    const paths = refusal.code === 'invalid_input' ? refusal.issues.map((it) => it.path) : [];
    expect(refusal.code === 'invalid_input' ? paths : [refusal.path]).toEqual([path]);
  });

  it('may come from JSON, with its dates as text', () => {
    const fromJson = fromDocumented(JSON.parse(JSON.stringify(sound)), { roles });
    expect(fromJson).toStrictEqual({ ok: true, value: splitDocumented(sound) });
  });
});
