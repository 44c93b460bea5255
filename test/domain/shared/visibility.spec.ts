import { describe, expect, it } from 'vitest';
import {
  apiKeyFields,
  appFields,
  invitationFields,
  membershipFields,
  organizationFields,
  profileFields,
  submissionFields,
  userFields,
  webhookFields,
} from '../../../src/domain/shared/fields.js';
import {
  type Audience,
  audiences,
  type Visibility,
  visibleTo,
} from '../../../src/domain/shared/visibility.js';

const words = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');

/** Who sees which field, written down a second time: what each wider audience sees beside the one before. */
const lists = {
  user: {
    fields: userFields,
    public: 'id',
    member: 'name',
    admin: 'email state',
    self: `emailVerified defaultOrg blockedOrganizations suspendedAt deletedAt createdAt
      updatedAt`,
    never: 'emailKey purgingSince',
  },
  organization: {
    fields: organizationFields,
    public: 'id name slug profile',
    member: 'personalOf createdAt updatedAt',
    admin: 'deletedAt slugChangedAt contactVerifiedAt',
    self: '',
    never: 'foundedBy restorations purgingSince webhook',
  },
  profile: {
    fields: profileFields,
    public: 'website description logo',
    member: 'contactEmail',
    admin: '',
    self: '',
    never: '',
  },
  membership: {
    fields: membershipFields,
    public: '',
    member: 'id organizationId userId role joinedAt',
    admin: 'state leftAt endedBy',
    self: '',
    never: 'createdAt updatedAt',
  },
  invitation: {
    fields: invitationFields,
    public: '',
    member: '',
    admin: `id organizationId email role language revision invitedBy invitedAt expiresAt state
      emailSentCount lastEmailSentAt closedAt closedBy`,
    self: '',
    never: 'emailKey invitedAs tokenDigest kid delivery sends createdAt updatedAt',
  },
  app: {
    fields: appFields,
    public: 'packageName tier live',
    member: `id organizationId draft visibility testers submissions enforcement delistedAt
      createdBy createdAt updatedAt deletedAt`,
    admin: '',
    self: '',
    never: 'archivedAt webhook',
  },
  submission: {
    fields: submissionFields,
    public: '',
    member: `id appId organizationId caseId revision snapshot digest state lane enteredAt
      submittedAt submittedBy approvedUntil releasedAt`,
    admin: '',
    self: '',
    reviewer: 'laneReason dueAt lease decisions',
    never: 'claims settled createdAt updatedAt',
  },
  apiKey: {
    fields: apiKeyFields,
    public: '',
    member: '',
    admin: `id owner name environment lastFour createdBy createdAt lastUsedAt expiresAt revokedAt
      replacedBy overlapUntil`,
    self: '',
    never: 'digest updatedAt',
  },
  webhook: {
    fields: webhookFields,
    public: '',
    member: '',
    admin: 'url events createdAt updatedAt disabled',
    self: '',
    never: 'secret previous revision',
  },
} as const;

type List = (typeof lists)[keyof typeof lists];

function expectedFor(list: List, audience: Audience): string[] {
  const widening = {
    public: [list.public],
    member: [list.public, list.member],
    admin: [list.public, list.member, list.admin],
    self: [list.public, list.member, list.admin, list.self],
    reviewer: [list.public, 'reviewer' in list ? list.reviewer : ''],
  };
  return words(widening[audience].join(' ')).sort();
}

/** A record with every field, each holding its own name. */
function fullRecord(fields: object): Record<string, string> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, `the ${name}`]));
}

function seenBy(audience: Audience, fields: Readonly<Record<string, Visibility>>): string[] {
  const record = fullRecord(fields);
  const seen = visibleTo<Record<string, string>, Record<string, Visibility>, Audience>(
    audience,
    fields,
    record,
  );
  for (const [name, value] of Object.entries(seen)) expect(value).toBe(record[name]);
  return Object.keys(seen).sort();
}

describe.each(Object.entries(lists))('of a %s', (_model, list) => {
  it.each(audiences)('the audience %s sees what the list says', (audience) => {
    expect(seenBy(audience, list.fields)).toEqual(expectedFor(list, audience));
  });

  it('each field is in the list, once', () => {
    const { fields, ...audienceLists } = list;
    const all = Object.values(audienceLists).join(' ');
    expect(words(all).sort()).toEqual(Object.keys(fields).sort());
  });
});

describe('a table of fields', () => {
  const fields = {
    anybody: 'public',
    within: 'member',
    above: 'admin',
    own: 'self',
    desk: 'reviewer',
    none: 'nobody',
    token: 'secret',
  } as const;

  it.each<[Audience, string[]]>([
    ['public', ['anybody']],
    ['member', ['anybody', 'within']],
    ['admin', ['above', 'anybody', 'within']],
    ['self', ['above', 'anybody', 'own', 'within']],
    ['reviewer', ['anybody', 'desk']],
  ])('shows %s the fields %j, and nobody what is nobody’s or secret', (audience, names) => {
    expect(seenBy(audience, fields)).toEqual(names);
  });

  it('hides a field that it does not name, whatever that is called', () => {
    const names = ['later', 'constructor', 'toString', '__proto__', 'hasOwnProperty'];
    const record: object = Object.fromEntries([...names, 'anybody'].map((name) => [name, 'x']));
    for (const audience of audiences) {
      const seen = visibleTo<object, Record<never, never>, Audience>(audience, fields, record);
      expect(Object.keys(seen)).toEqual(['anybody']);
      expect(Object.getPrototypeOf(seen)).toBe(Object.prototype);
    }
  });
});
