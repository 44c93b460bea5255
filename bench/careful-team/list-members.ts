// Lists a page of members with their names. Only members may see it.

import type { Models } from './models.js';
import { foundOrRefuse } from './refusal.js';
import type { Role } from './schema-parts.js';

export interface ListedMember {
  readonly name: string | undefined;
  readonly role: Role;
  readonly joinedAt: Date;
}

export interface MemberPage {
  readonly organizationId: string;
  readonly skip: number;
  readonly limit: number;
}

interface PopulatedMember {
  /** Null if the user no longer exists. */
  readonly user: { readonly name?: string } | null;
  readonly role: Role;
  readonly joinedAt: Date;
}

export async function listMembers(
  { Organization }: Models,
  viewer: string,
  { organizationId, skip, limit }: MemberPage,
): Promise<readonly ListedMember[]> {
  const organization = await Organization.findOne(
    { _id: organizationId, isDeleted: false, 'members.user': viewer },
    { name: 1, members: { $slice: [skip, limit] } },
  ).populate<{ members: PopulatedMember[] }>('members.user', 'name');
  const { members } = foundOrRefuse(organization, 'organization_not_found');
  return members.flatMap(({ user, role, joinedAt }) =>
    user === null ? [] : [{ name: user.name, role, joinedAt }],
  );
}
