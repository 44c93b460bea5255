// The life of an organization: creation, changes, deletion and restore.
import { describe, expect, it } from 'vitest';
import { createOrganization } from '../../../src/domain/organization/create-organization.js';
import {
  deleteOrganization,
  markOrganizationDeleted,
  markOrganizationRestored,
  restoreOrganization,
} from '../../../src/domain/organization/delete-restore-organization.js';
import { changeOrganizationSlug } from '../../../src/domain/organization/organization.js';
import {
  changedProfileFields,
  markContactVerified,
  updateOrganizationProfile,
} from '../../../src/domain/organization/organization-profile.js';
import { renameOrganization } from '../../../src/domain/organization/rename-organization.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import { slugOrThrow } from '../../../src/domain/slug/slug.js';
import {
  membershipIdOf,
  mentraId,
  now,
  sampleUser,
  secondsLater,
  toDisplayName,
  toEmail,
  userIdOf,
} from '../support/samples.js';

const creator = sampleUser(1);
const given = {
  id: mentraId,
  membershipId: membershipIdOf(1),
  name: toDisplayName('Mentra Labs'),
  slug: slugOrThrow('mentra-labs'),
  creator,
  isPersonal: false,
  now,
};

describe('creating an organization', () => {
  it('makes the organization, its slug and its first admin', () => {
    expect(createOrganization({ ...given, profile: { website: 'https://mentra.glass/' } })).toEqual(
      {
        organization: {
          id: mentraId,
          name: 'Mentra Labs',
          slug: 'mentra-labs',
          profile: { website: 'https://mentra.glass/', contactEmail: creator.email },
          createdBy: userIdOf(1),
          createdAt: now,
          updatedAt: now,
          restoreCount: 0,
        },
        membership: {
          id: membershipIdOf(1),
          organizationId: mentraId,
          userId: userIdOf(1),
          role: 'admin',
          state: 'active',
          joinedAt: now,
          createdAt: now,
          updatedAt: now,
        },
        slugRecord: { slug: 'mentra-labs', organizationId: mentraId, state: 'current', since: now },
      },
    );
  });

  it('records the owner of a personal organization', () => {
    expect(createOrganization({ ...given, isPersonal: true }).organization.personalOf).toBe(
      userIdOf(1),
    );
    expect(createOrganization(given).organization).not.toHaveProperty('personalOf');
  });
});

describe('an organization', () => {
  const { organization } = createOrganization(given);

  it('keeps its slug when it is renamed', () => {
    expect(renameOrganization(organization, toDisplayName('Guild & Co.'), secondsLater(1))).toEqual(
      {
        ...organization,
        name: 'Guild & Co.',
        updatedAt: secondsLater(1),
      },
    );
  });

  it('has a profile that changes field by field, and null removes a field', () => {
    const full = updateOrganizationProfile(
      organization,
      {
        website: 'https://mentra.glass/',
        contactEmail: toEmail('Guild@mentra.glass').address,
        description: 'Glasses.',
        logo: 'https://mentra.glass/logo.png',
      },
      secondsLater(1),
    );
    expect(full).toEqual({
      ...organization,
      profile: {
        website: 'https://mentra.glass/',
        contactEmail: 'Guild@mentra.glass',
        description: 'Glasses.',
        logo: 'https://mentra.glass/logo.png',
      },
      updatedAt: secondsLater(1),
    });
    const less = updateOrganizationProfile(
      full,
      { website: null, description: '' },
      secondsLater(2),
    );
    expect(less.profile).toEqual({
      contactEmail: 'Guild@mentra.glass',
      description: '',
      logo: 'https://mentra.glass/logo.png',
    });
    expect(Object.keys(less.profile)).not.toContain('website');
    expect(changedProfileFields(full.profile, less.profile)).toEqual(['website', 'description']);
  });
});

describe('the contact address of an organization', () => {
  const { organization } = createOrganization(given);
  const verified = markContactVerified(organization, secondsLater(1));

  it('is verified once, and keeps the time', () => {
    expect(organization).not.toHaveProperty('contactVerifiedAt');
    expect(verified).toEqual({
      ...organization,
      contactVerifiedAt: secondsLater(1),
      updatedAt: secondsLater(1),
    });
    expect(markContactVerified(verified, secondsLater(2))).toBe(verified);
  });

  it('is no longer verified after it changes', () => {
    const { address } = toEmail('guild@mentra.glass');
    const changed = updateOrganizationProfile(verified, { contactEmail: address }, secondsLater(2));
    expect(changed).toStrictEqual({
      ...organization,
      profile: { ...organization.profile, contactEmail: address },
      updatedAt: secondsLater(2),
    });
  });

  it('stays verified if other fields change or the same address is set again', () => {
    const { contactEmail } = organization.profile;
    const changed = updateOrganizationProfile(
      verified,
      { contactEmail, description: 'Glasses.' },
      secondsLater(2),
    );
    expect(changed.contactVerifiedAt).toEqual(secondsLater(1));
    expect(
      renameOrganization(verified, toDisplayName('Guild'), secondsLater(3)).contactVerifiedAt,
    ).toEqual(secondsLater(1));
    expect(
      changeOrganizationSlug(verified, slugOrThrow('guild'), secondsLater(3)).contactVerifiedAt,
    ).toEqual(secondsLater(1));
  });
});

describe('a changed slug of an organization', () => {
  it('is set with its time, and the name does not change', () => {
    const { organization } = createOrganization(given);
    expect(changeOrganizationSlug(organization, slugOrThrow('guild'), secondsLater(5))).toEqual({
      ...organization,
      slug: 'guild',
      slugChangedAt: secondsLater(5),
      updatedAt: secondsLater(5),
    });
  });
});

describe('a deleted organization', () => {
  const day = 86_400;
  const policy = resolvePolicy();
  const { organization } = createOrganization(given);
  const deleted = { ...organization, deletedAt: secondsLater(5), updatedAt: secondsLater(5) };
  const over = { ok: false, refusal: { code: 'restore_window_over' } };

  it('keeps all its fields, with its deletion time', () => {
    expect(deleteOrganization(organization, secondsLater(5))).toEqual({ ok: true, value: deleted });
  });

  it('is unchanged after it is restored, except for its restore count', () => {
    expect(restoreOrganization(deleted, policy, secondsLater(9))).toStrictEqual({
      ok: true,
      value: { ...organization, restoreCount: 1, updatedAt: secondsLater(9) },
    });
  });

  it('can be restored for 30 days, but not after its purge has begun', () => {
    const end = secondsLater(5 + 30 * day);
    expect(restoreOrganization(deleted, policy, secondsLater(-0.001, end)).ok).toBe(true);
    expect(restoreOrganization(deleted, policy, end)).toEqual(over);
    const purging = { ...deleted, purgingSince: secondsLater(6) };
    expect(restoreOrganization(purging, policy, secondsLater(6))).toEqual(over);
  });

  it('counts every restore', () => {
    let again = organization;
    for (const life of [1, 2, 3]) {
      again = markOrganizationRestored(
        markOrganizationDeleted(again, secondsLater(life)),
        secondsLater(life),
      );
      expect(again.restoreCount).toBe(life);
    }
    expect(again).not.toHaveProperty('deletedAt');
  });

  it('cannot be a personal one, which is deleted and restored only with its owner’s account', () => {
    const { organization: own } = createOrganization({ ...given, isPersonal: true });
    const refused = {
      ok: false,
      refusal: { code: 'personal_organization', ownerId: userIdOf(1) },
    };
    expect(deleteOrganization(own, secondsLater(5))).toEqual(refused);
    const deleted = markOrganizationDeleted(own, secondsLater(5));
    expect(deleted).toEqual({ ...own, deletedAt: secondsLater(5), updatedAt: secondsLater(5) });
    expect(restoreOrganization(deleted, policy, secondsLater(6))).toEqual(refused);
    expect(markOrganizationRestored(deleted, secondsLater(6))).toStrictEqual({
      ...own,
      restoreCount: 1,
      updatedAt: secondsLater(6),
    });
  });
});
