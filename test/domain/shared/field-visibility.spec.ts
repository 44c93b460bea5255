// Which audience sees which field of each model.
import { describe, expect, it } from 'vitest';
import {
  type Audience,
  audiences,
  type FieldVisibility,
  pickVisibleFields,
} from '../../../src/domain/shared/field-visibility.js';
import {
  apiKeyFieldVisibility,
  appFieldVisibility,
  invitationFieldVisibility,
  membershipFieldVisibility,
  organizationFieldVisibility,
  profileFieldVisibility,
  submissionFieldVisibility,
  userFieldVisibility,
  webhookFieldVisibility,
} from '../../../src/domain/shared/field-visibility-tables.js';

const words = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');

/** Who sees which field, listed a second time. Each audience also sees the fields of the audiences before it. */
const lists = {
  user: {
    fields: userFieldVisibility,
    public: 'id',
    member: 'name',
    admin: 'email state',
    self: `emailVerified defaultOrg blockedOrganizations suspendedAt deletedAt createdAt
      updatedAt publicMetadata`,
    system: 'privateMetadata metadataVersion',
    never: 'emailKey formerEmailKeys purgingSince',
  },
  organization: {
    fields: organizationFieldVisibility,
    public: 'id name slug profile',
    member: 'personalOf createdAt updatedAt publicMetadata',
    admin: 'deletedAt slugChangedAt contactVerifiedAt',
    self: '',
    system: 'externalId privateMetadata metadataVersion',
    never: 'createdBy restoreCount purgingSince webhook',
  },
  profile: {
    fields: profileFieldVisibility,
    public: 'website description logo',
    member: 'contactEmail',
    admin: '',
    self: '',
    never: '',
  },
  membership: {
    fields: membershipFieldVisibility,
    public: '',
    member: 'id organizationId userId role joinedAt publicMetadata',
    admin: 'state leftAt endedBy',
    self: '',
    system: 'privateMetadata metadataVersion',
    never: 'createdAt updatedAt demotions',
  },
  invitation: {
    fields: invitationFieldVisibility,
    public: '',
    member: '',
    admin: `id organizationId email role language revision invitedBy invitedAt expiresAt state
      emailSentCount lastEmailSentAt closedAt closedBy`,
    self: '',
    never: 'emailKey inviterSnapshot tokenDigest kid delivery sendWindow createdAt updatedAt',
  },
  app: {
    fields: appFieldVisibility,
    public: 'packageName tier live',
    member: `id organizationId draft visibility testers submissionCount enforcement delistedAt
      createdBy createdAt updatedAt deletedAt`,
    admin: '',
    self: '',
    never: 'archivedAt webhook',
  },
  submission: {
    fields: submissionFieldVisibility,
    public: '',
    member: `id appId organizationId caseId revision snapshot digest state lane enteredAt
      submittedAt submittedBy approvedUntil releasedAt`,
    admin: '',
    self: '',
    reviewer: 'laneReason dueAt lease decisions authors',
    never: 'claimCount lastOutcome createdAt updatedAt',
  },
  apiKey: {
    fields: apiKeyFieldVisibility,
    public: '',
    member: '',
    admin: `id owner name environment permissions lastFour createdBy createdAt lastUsedAt expiresAt revokedAt
      replacedBy overlapUntil`,
    self: '',
    never: 'digest updatedAt',
  },
  webhook: {
    fields: webhookFieldVisibility,
    public: '',
    member: '',
    admin: 'url events createdAt updatedAt unverifiedSince disabled',
    self: '',
    never: 'secret previousSecret revision askedRevision enabledRevision',
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
    system: [list.public, list.member, list.admin, 'system' in list ? list.system : ''],
  };
  return words(widening[audience].join(' ')).sort();
}

/** A row with every field. The value of each field contains its name. */
function fullRecord(fields: object): Record<string, string> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, `the ${name}`]));
}

function seenBy(audience: Audience, fields: Readonly<Record<string, FieldVisibility>>): string[] {
  const record = fullRecord(fields);
  const seen = pickVisibleFields<Record<string, string>, Record<string, FieldVisibility>, Audience>(
    audience,
    fields,
    record,
  );
  for (const [name, value] of Object.entries(seen)) expect(value).toBe(record[name]);
  return Object.keys(seen).sort();
}

describe.each(Object.entries(lists))('the fields of: %s', (_model, list) => {
  it.each(audiences)('are visible to the audience %s as listed', (audience) => {
    expect(seenBy(audience, list.fields)).toEqual(expectedFor(list, audience));
  });

  it('are all in the list, once', () => {
    const { fields, ...audienceLists } = list;
    const all = Object.values(audienceLists).join(' ');
    expect(words(all).sort()).toEqual(Object.keys(fields).sort());
  });
});

describe('a field visibility table', () => {
  const fields = {
    anybody: 'public',
    within: 'member',
    above: 'admin',
    own: 'self',
    desk: 'reviewer',
    platform: 'system',
    none: 'nobody',
    token: 'secret',
  } as const;

  it.each<[Audience, string[]]>([
    ['public', ['anybody']],
    ['member', ['anybody', 'within']],
    ['admin', ['above', 'anybody', 'within']],
    ['self', ['above', 'anybody', 'own', 'within']],
    ['reviewer', ['anybody', 'desk']],
    ['system', ['above', 'anybody', 'platform', 'within']],
  ])('shows %s the fields %j, and never a field for nobody or a secret one', (audience, names) => {
    expect(seenBy(audience, fields)).toEqual(names);
  });

  it('hides a field that it does not contain, whatever its name is', () => {
    const names = ['later', 'constructor', 'toString', '__proto__', 'hasOwnProperty'];
    const record: object = Object.fromEntries([...names, 'anybody'].map((name) => [name, 'x']));
    for (const audience of audiences) {
      const seen = pickVisibleFields<object, Record<never, never>, Audience>(
        audience,
        fields,
        record,
      );
      expect(Object.keys(seen)).toEqual(['anybody']);
      expect(Object.getPrototypeOf(seen)).toBe(Object.prototype);
    }
  });
});
