import { describe, expect, it } from 'vitest';
import {
  changedProfileFields,
  found,
  rename,
  updateProfile,
} from '../../../src/domain/organization/organization.js';
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
