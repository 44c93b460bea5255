// Checks that the rows of an insert can be read.

import type { Versioned } from '../../domain/shared/result.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import type { Change, Storage } from '../../ports/storage.js';
import { assertSame } from './assertions.js';

type InsertChange = Extract<Change, { readonly kind: 'insert' }>;

/** The stored value of the row that this change inserted. */
async function findInsertedValue(storage: Storage, insert: InsertChange): Promise<unknown> {
  switch (insert.collection) {
    case 'users':
      return (await storage.users.findById(insert.value.id))?.value;
    case 'organizations':
      return (await storage.organizations.findById(insert.value.id))?.value;
    case 'memberships':
      return (await storage.memberships.findById(insert.value.id))?.value;
    case 'invitations':
      return (await storage.invitations.findById(insert.value.id))?.value;
    case 'slugs':
      return (await findVersionedSlugRecord(storage, insert.value))?.value;
    case 'apps':
      return (await storage.apps.findById(insert.value.id))?.value;
    case 'submissions':
      return (await storage.submissions.findById(insert.value.id))?.value;
    case 'apikeys':
      return (await storage.apiKeys.findById(insert.value.id))?.value;
  }
}

export async function findVersionedSlugRecord(
  { slugs }: Storage,
  { slug, organizationId }: SlugRecord,
): Promise<Versioned<SlugRecord> | undefined> {
  const own = await slugs.listAllByOrganization(organizationId);
  return own.find(({ value }) => value.slug === slug);
}

export async function assertInserted(storage: Storage, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    if (change.kind !== 'insert') continue;
    assertSame(
      await findInsertedValue(storage, change),
      change.value,
      `${change.collection} ${change.id}`,
    );
  }
}
