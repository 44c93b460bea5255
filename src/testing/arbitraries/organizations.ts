// Arbitraries for organizations.

import fc from 'fast-check';
import type { Organization } from '../../domain/organization/organization.js';
import { organizationEventTypes } from '../../domain/webhook/event-types.js';
import { dates, periods } from './dates.js';
import { displayNames } from './display-names.js';
import { externalIds, organizationIds, userIds } from './ids.js';
import { metadata } from './metadata.js';
import { profiles } from './profiles.js';
import { record } from './records.js';
import { slugs } from './slugs.js';
import { webhooks } from './webhooks.js';

/** Organizations: some personal, with a verified contact, a changed slug, a webhook, restored, deleted, or being purged. */
export function organizations(): fc.Arbitrary<Organization> {
  const fields = record({
    id: organizationIds(),
    name: displayNames(),
    slug: slugs(),
    profile: profiles(),
    createdBy: userIds(),
    restoreCount: fc.nat(100),
  });
  return fc
    .tuple(
      fields,
      periods(),
      fc.boolean(),
      independentOptionalOrganizationFields(),
      deletionFields(),
      metadata(),
    )
    .map(([given, [createdAt, updatedAt], isPersonal, optional, deletion, ownMetadata]) => ({
      ...given,
      createdAt,
      updatedAt,
      ...(isPersonal ? { personalOf: given.createdBy } : {}),
      ...optional,
      ...deletion,
      ...ownMetadata,
    }));
}

function independentOptionalOrganizationFields(): fc.Arbitrary<
  Pick<Organization, 'slugChangedAt' | 'contactVerifiedAt' | 'webhook' | 'externalId'>
> {
  return fc.record(
    {
      slugChangedAt: dates(),
      contactVerifiedAt: dates(),
      webhook: webhooks(organizationEventTypes),
      externalId: externalIds(),
    },
    { noNullPrototype: true, requiredKeys: [] },
  );
}

/** An organization that is being purged is deleted. */
function deletionFields(): fc.Arbitrary<Pick<Organization, 'deletedAt' | 'purgingSince'>> {
  return fc.oneof(
    fc.constant({}),
    fc.record(
      { deletedAt: dates(), purgingSince: dates() },
      { noNullPrototype: true, requiredKeys: ['deletedAt'] },
    ),
  );
}
