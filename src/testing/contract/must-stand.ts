// Whether what a commit has inserted is there.

import type { Versioned } from '../../domain/shared/result.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import type { Change, Storage } from '../../ports/storage.js';
import { same } from './expectations.js';

type Insert = Extract<Change, { readonly kind: 'insert' }>;

/** What is stored where this insert has put a row. */
async function storedAt(storage: Storage, insert: Insert): Promise<unknown> {
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
      return (await storedSlug(storage, insert.value))?.value;
    case 'apps':
      return (await storage.apps.findById(insert.value.id))?.value;
    case 'submissions':
      return (await storage.submissions.findById(insert.value.id))?.value;
    case 'apikeys':
      return (await storage.keys.findById(insert.value.id))?.value;
  }
}

export async function storedSlug(
  { slugs }: Storage,
  { slug, organizationId }: SlugRecord,
): Promise<Versioned<SlugRecord> | undefined> {
  const own = await slugs.ofOrganization(organizationId);
  return own.find(({ value }) => value.slug === slug);
}

export async function mustStand(storage: Storage, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    if (change.kind !== 'insert') continue;
    same(await storedAt(storage, change), change.value, `${change.collection} ${change.id}`);
  }
}
