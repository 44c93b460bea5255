// Properties of creation and profile changes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOrganization } from '../../../src/domain/organization/create-organization.js';
import {
  changedProfileFields,
  type ProfileChange,
  updateOrganizationProfile,
} from '../../../src/domain/organization/organization-profile.js';
import {
  dates,
  displayNames,
  membershipIds,
  organizationIds,
  organizations,
  profiles,
  slugs,
  users,
} from '../../../src/testing/arbitraries/index.js';

const changes: fc.Arbitrary<ProfileChange> = fc
  .tuple(profiles(), fc.subarray(['website', 'description', 'logo'] as const), fc.boolean())
  .map(([{ contactEmail, ...rest }, removed, isContactKept]) => ({
    ...rest,
    ...(isContactKept ? {} : { contactEmail }),
    ...Object.fromEntries(removed.map((field) => [field, null])),
  }));

describe('creating an organization', () => {
  it('makes three rows that refer to each other, with one admin', () => {
    const creations = fc.record({
      id: organizationIds(),
      membershipId: membershipIds(),
      name: displayNames(),
      slug: slugs(),
      creator: users(),
      isPersonal: fc.boolean(),
      now: dates(),
    });
    fc.assert(
      fc.property(creations, (given) => {
        const { organization, membership, slugRecord } = createOrganization(given);
        const { creator } = given;
        expect([membership.organizationId, slugRecord.organizationId]).toEqual([
          given.id,
          given.id,
        ]);
        expect([membership.role, membership.userId]).toEqual(['admin', creator.id]);
        expect(slugRecord.slug).toBe(organization.slug);
        expect(organization.profile).toEqual({ contactEmail: creator.email });
        expect(organization.personalOf).toBe(given.isPersonal ? creator.id : undefined);
        expect(organization.restoreCount).toBe(0);
      }),
    );
  });
});

describe('a change of the profile', () => {
  it('sets the given fields, removes those that are null, and keeps the rest', () => {
    fc.assert(
      fc.property(organizations(), changes, dates(), (organization, change, at) => {
        const after = updateOrganizationProfile(organization, change, at);
        const { profile, updatedAt, contactVerifiedAt: _verified, ...rest } = after;
        const {
          profile: before,
          updatedAt: _before,
          contactVerifiedAt: _verifiedBefore,
          ...restBefore
        } = organization;
        expect([rest, updatedAt]).toEqual([restBefore, at]);
        const expected = Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== null),
        );
        expect(profile).toStrictEqual(expected);
      }),
    );
  });

  it('keeps the verification of the contact address exactly as long as the address', () => {
    fc.assert(
      fc.property(organizations(), changes, dates(), (organization, change, at) => {
        const after = updateOrganizationProfile(organization, change, at);
        const isSame = after.profile.contactEmail === organization.profile.contactEmail;
        expect(after.contactVerifiedAt).toBe(isSame ? organization.contactVerifiedAt : undefined);
        expect('contactVerifiedAt' in after).toBe(after.contactVerifiedAt !== undefined);
      }),
    );
  });

  it('has the same result when it is made twice, and lists exactly the fields that differ', () => {
    fc.assert(
      fc.property(organizations(), changes, dates(), (organization, change, at) => {
        const once = updateOrganizationProfile(organization, change, at);
        expect(updateOrganizationProfile(once, change, at)).toStrictEqual(once);
        expect(changedProfileFields(once.profile, once.profile)).toEqual([]);
        const changed = changedProfileFields(organization.profile, once.profile);
        const kept = Object.entries(once.profile).filter(([name, value]) =>
          Object.entries(organization.profile).some(([n, v]) => n === name && v === value),
        );
        for (const [name] of kept) expect(changed).not.toContain(name);
        expect(changed.length + kept.length).toBe(
          new Set([...Object.keys(organization.profile), ...Object.keys(once.profile)]).size,
        );
      }),
    );
  });
});
