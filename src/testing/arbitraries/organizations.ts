import fc from 'fast-check';
import type { Organization } from '../../domain/organization/organization.js';
import { periods } from './dates.js';
import { displayNames } from './display-names.js';
import { organizationIds, userIds } from './ids.js';
import { profiles } from './profiles.js';
import { record } from './records.js';
import { slugs } from './slugs.js';

/** Organizations, some of them personal, some deleted. */
export function organizations(): fc.Arbitrary<Organization> {
  const fields = record({
    id: organizationIds(),
    name: displayNames(),
    slug: slugs(),
    profile: profiles(),
    foundedBy: userIds(),
  });
  return fc
    .tuple(fields, periods(), fc.boolean(), fc.boolean())
    .map(([given, [createdAt, updatedAt], isPersonal, isDeleted]) => ({
      ...given,
      createdAt,
      updatedAt,
      ...(isPersonal ? { personalOf: given.foundedBy } : {}),
      ...(isDeleted ? { deletedAt: updatedAt } : {}),
    }));
}
