import fc from 'fast-check';
import type { Organization } from '../../domain/organization/organization.js';
import { dates, periods } from './dates.js';
import { displayNames } from './display-names.js';
import { organizationIds, userIds } from './ids.js';
import { profiles } from './profiles.js';
import { record } from './records.js';
import { slugs } from './slugs.js';

/** Organizations, some of them personal, with other slugs than before, restored, deleted, or on the way out. */
export function organizations(): fc.Arbitrary<Organization> {
  const fields = record({
    id: organizationIds(),
    name: displayNames(),
    slug: slugs(),
    profile: profiles(),
    foundedBy: userIds(),
    restorations: fc.nat(100),
  });
  return fc
    .tuple(fields, periods(), fc.boolean(), moves(), ends())
    .map(([given, [createdAt, updatedAt], isPersonal, moved, ended]) => ({
      ...given,
      createdAt,
      updatedAt,
      ...(isPersonal ? { personalOf: given.foundedBy } : {}),
      ...moved,
      ...ended,
    }));
}

function moves(): fc.Arbitrary<Pick<Organization, 'slugChangedAt'>> {
  return fc.record({ slugChangedAt: dates() }, { noNullPrototype: true, requiredKeys: [] });
}

/** What is purged has been deleted. */
function ends(): fc.Arbitrary<Pick<Organization, 'deletedAt' | 'purgingSince'>> {
  return fc.oneof(
    fc.constant({}),
    fc.record(
      { deletedAt: dates(), purgingSince: dates() },
      { noNullPrototype: true, requiredKeys: ['deletedAt'] },
    ),
  );
}
