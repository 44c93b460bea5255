import fc from 'fast-check';
import type { Organization } from '../../domain/organization/organization.js';
import { organizationEvents } from '../../domain/webhook/events.js';
import { dates, periods } from './dates.js';
import { displayNames } from './display-names.js';
import { organizationIds, userIds } from './ids.js';
import { profiles } from './profiles.js';
import { record } from './records.js';
import { slugs } from './slugs.js';
import { webhooks } from './webhooks.js';

/** Organizations, some of them personal, with a contact that is verified, with other slugs than before, restored, deleted, or on the way out. */
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
    .tuple(fields, periods(), fc.boolean(), marks(), ends())
    .map(([given, [createdAt, updatedAt], isPersonal, marked, ended]) => ({
      ...given,
      createdAt,
      updatedAt,
      ...(isPersonal ? { personalOf: given.foundedBy } : {}),
      ...marked,
      ...ended,
    }));
}

function marks(): fc.Arbitrary<
  Pick<Organization, 'slugChangedAt' | 'contactVerifiedAt' | 'webhook'>
> {
  return fc.record(
    {
      slugChangedAt: dates(),
      contactVerifiedAt: dates(),
      webhook: webhooks(organizationEvents),
    },
    { noNullPrototype: true, requiredKeys: [] },
  );
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
