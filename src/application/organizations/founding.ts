// What registering, founding and the repair of a personal organization share: a slug that is free, and the rows to insert.

import type { Founded, Founding } from '../../domain/organization/organization.js';
import { found } from '../../domain/organization/organization.js';
import type { DisplayName } from '../../domain/shared/display-name.js';
import {
  type MembershipId,
  type OrganizationId,
  parseMembershipId,
  parseOrganizationId,
  parseUserId,
  type UserId,
} from '../../domain/shared/ids.js';
import type { Slug } from '../../domain/slug/slug.js';
import { firstFree, slugCandidates, slugFromName } from '../../domain/slug/slugify.js';
import type { Change } from '../../ports/storage.js';
import type { Ids } from '../../ports/system.js';
import type { Context } from '../context.js';
import { inserted } from '../use-case/changes.js';

const suffixLength = 6;

/** One read: the first of a name's slugs that nobody has. Two who find the same one meet at the unique constraint, and the loser looks again. */
export async function freeSlug(context: Context, name: DisplayName): Promise<Slug> {
  const { storage, random, transliterate, reservedSlugs } = context;
  const base = slugFromName(name, transliterate);
  const candidates = slugCandidates(base, random.base32(suffixLength), reservedSlugs);
  return firstFree(candidates, await storage.slugs.taken(candidates));
}

export function insertFounded(given: Founding): {
  readonly founded: Founded;
  readonly changes: readonly Change[];
} {
  const founded = found(given);
  const { organization, membership, slugRecord } = founded;
  return {
    founded,
    changes: [
      inserted('organizations', organization.id, organization),
      inserted('memberships', membership.id, membership),
      inserted('slugs', slugRecord.slug, slugRecord),
    ],
  };
}

export interface FoundingIds {
  readonly organizationId: OrganizationId;
  readonly membershipId: MembershipId;
}

export function foundingIds(ids: Ids): FoundingIds {
  return {
    organizationId: fresh(ids, parseOrganizationId),
    membershipId: fresh(ids, parseMembershipId),
  };
}

export function freshUserId(ids: Ids): UserId {
  return fresh(ids, parseUserId);
}

/** A new id from the port, which has to keep to the form. */
export function fresh<T>(ids: Ids, parse: (text: string) => T | null): T {
  const text = ids.next();
  const id = parse(text);
  if (id === null)
    throw new Error(`the id generator gave "${text}"; an id is 24 lower-case hex digits`);
  return id;
}
