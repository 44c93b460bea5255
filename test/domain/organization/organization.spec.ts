import { describe, expect, it } from 'vitest';
import {
  changedProfileFields,
  changeSlug,
  deleteOrganization,
  deleteWithOwner,
  found,
  rename,
  restoreOrganization,
  restoreWithOwner,
  updateProfile,
  verifyContact,
} from '../../../src/domain/organization/organization.js';
import { policyWith } from '../../../src/domain/shared/policy.js';
import { slugOf } from '../../../src/domain/slug/slug.js';
import {
  emailOf,
  later,
  membershipIdOf,
  mentra,
  nameOf,
  now,
  userIdOf,
  userOf,
} from '../support/samples.js';

const founder = userOf(1);
const given = {
  id: mentra,
  membershipId: membershipIdOf(1),
  name: nameOf('Mentra Labs'),
  slug: slugOf('mentra-labs'),
  founder,
  personal: false,
  now,
};

describe('founding', () => {
  it('makes the organization, its slug and its first admin', () => {
    expect(found({ ...given, profile: { website: 'https://mentra.glass/' } })).toEqual({
      organization: {
        id: mentra,
        name: 'Mentra Labs',
        slug: 'mentra-labs',
        profile: { website: 'https://mentra.glass/', contactEmail: founder.email },
        foundedBy: userIdOf(1),
        createdAt: now,
        updatedAt: now,
        restorations: 0,
      },
      membership: {
        id: membershipIdOf(1),
        organizationId: mentra,
        userId: userIdOf(1),
        role: 'admin',
        state: 'active',
        joinedAt: now,
        createdAt: now,
        updatedAt: now,
      },
      slugRecord: { slug: 'mentra-labs', organizationId: mentra, state: 'current', since: now },
    });
  });

  it('says of a personal organization whose it is', () => {
    expect(found({ ...given, personal: true }).organization.personalOf).toBe(userIdOf(1));
    expect(found(given).organization).not.toHaveProperty('personalOf');
  });
});

describe('an organization', () => {
  const { organization } = found(given);

  it('keeps its slug when it is renamed', () => {
    expect(rename(organization, nameOf('Guild & Co.'), later(1))).toEqual({
      ...organization,
      name: 'Guild & Co.',
      updatedAt: later(1),
    });
  });

  it('has a profile that changes field by field: null takes one away', () => {
    const full = updateProfile(
      organization,
      {
        website: 'https://mentra.glass/',
        contactEmail: emailOf('Guild@mentra.glass').address,
        description: 'Glasses.',
        logo: 'https://mentra.glass/logo.png',
      },
      later(1),
    );
    expect(full).toEqual({
      ...organization,
      profile: {
        website: 'https://mentra.glass/',
        contactEmail: 'Guild@mentra.glass',
        description: 'Glasses.',
        logo: 'https://mentra.glass/logo.png',
      },
      updatedAt: later(1),
    });
    const less = updateProfile(full, { website: null, description: '' }, later(2));
    expect(less.profile).toEqual({
      contactEmail: 'Guild@mentra.glass',
      description: '',
      logo: 'https://mentra.glass/logo.png',
    });
    expect(Object.keys(less.profile)).not.toContain('website');
    expect(changedProfileFields(full.profile, less.profile)).toEqual(['website', 'description']);
  });
});

describe('the contact of an organization', () => {
  const { organization } = found(given);
  const verified = verifyContact(organization, later(1));

  it('is verified once, and says since when', () => {
    expect(organization).not.toHaveProperty('contactVerifiedAt');
    expect(verified).toEqual({
      ...organization,
      contactVerifiedAt: later(1),
      updatedAt: later(1),
    });
    expect(verifyContact(verified, later(2))).toBe(verified);
  });

  it('is verified no longer once it is another one', () => {
    const { address } = emailOf('guild@mentra.glass');
    const changed = updateProfile(verified, { contactEmail: address }, later(2));
    expect(changed).toStrictEqual({
      ...organization,
      profile: { ...organization.profile, contactEmail: address },
      updatedAt: later(2),
    });
  });

  it('stays verified whatever else changes, and where it is given again', () => {
    const { contactEmail } = organization.profile;
    const changed = updateProfile(verified, { contactEmail, description: 'Glasses.' }, later(2));
    expect(changed.contactVerifiedAt).toEqual(later(1));
    expect(rename(verified, nameOf('Guild'), later(3)).contactVerifiedAt).toEqual(later(1));
    expect(changeSlug(verified, slugOf('guild'), later(3)).contactVerifiedAt).toEqual(later(1));
  });
});

describe('another slug of an organization', () => {
  it('stands beside its name, and says since when', () => {
    const { organization } = found(given);
    expect(changeSlug(organization, slugOf('guild'), later(5))).toEqual({
      ...organization,
      slug: 'guild',
      slugChangedAt: later(5),
      updatedAt: later(5),
    });
  });
});

describe('an organization that is deleted', () => {
  const day = 86_400;
  const policy = policyWith();
  const { organization } = found(given);
  const deleted = { ...organization, deletedAt: later(5), updatedAt: later(5) };
  const over = { ok: false, refusal: { code: 'restore_window_over' } };

  it('keeps its slug, its name and all the rest, and says since when', () => {
    expect(deleteOrganization(organization, later(5))).toEqual({ ok: true, value: deleted });
  });

  it('is as it was once it is restored, in another life', () => {
    expect(restoreOrganization(deleted, policy, later(9))).toStrictEqual({
      ok: true,
      value: { ...organization, restorations: 1, updatedAt: later(9) },
    });
  });

  it('is restored until its window of 30 days is over, and not once its purge has begun', () => {
    const end = later(5 + 30 * day);
    expect(restoreOrganization(deleted, policy, later(-0.001, end)).ok).toBe(true);
    expect(restoreOrganization(deleted, policy, end)).toEqual(over);
    const purging = { ...deleted, purgingSince: later(6) };
    expect(restoreOrganization(purging, policy, later(6))).toEqual(over);
  });

  it('is counted with every life: what was of one is of none that follows', () => {
    let again = organization;
    for (const life of [1, 2, 3]) {
      again = restoreWithOwner(deleteWithOwner(again, later(life)), later(life));
      expect(again.restorations).toBe(life);
    }
    expect(again).not.toHaveProperty('deletedAt');
  });

  it('is never a personal one, which goes and comes with its owner’s account only', () => {
    const { organization: own } = found({ ...given, personal: true });
    const refused = {
      ok: false,
      refusal: { code: 'personal_organization', ownerId: userIdOf(1) },
    };
    expect(deleteOrganization(own, later(5))).toEqual(refused);
    const gone = deleteWithOwner(own, later(5));
    expect(gone).toEqual({ ...own, deletedAt: later(5), updatedAt: later(5) });
    expect(restoreOrganization(gone, policy, later(6))).toEqual(refused);
    expect(restoreWithOwner(gone, later(6))).toStrictEqual({
      ...own,
      restorations: 1,
      updatedAt: later(6),
    });
  });
});
