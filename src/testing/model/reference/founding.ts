// A new organization, which its founder leads.

import { freeSlug } from './words.js';
import { fresh, type Organization, type World } from './world.js';

export interface Wishes {
  readonly slug?: string | undefined;
  readonly website?: string | undefined;
  readonly description?: string | undefined;
  readonly logo?: string | undefined;
}

export function newOrganization(
  world: World,
  founder: { readonly id: string; readonly email: string },
  name: string,
  { slug = freeSlug(world, name), website, description, logo }: Wishes,
  isPersonal: boolean,
): Organization {
  const organization: Organization = {
    id: fresh(world, 'organization'),
    name,
    slug,
    website,
    contactEmail: founder.email,
    description,
    logo,
    foundedBy: founder.id,
    isPersonal,
    slugChangedAt: null,
    deletedAt: null,
    updatedAt: world.now,
    restorations: 0,
  };
  world.organizations.set(organization.id, organization);
  world.slugs.set(slug, organization.id);
  join(world, organization.id, founder.id, 'admin');
  return organization;
}

export function join(
  world: World,
  organization: string,
  user: string,
  role: 'admin' | 'member',
): string {
  const id = fresh(world, 'membership');
  const joinedAt = world.now;
  const membership = { id, organization, user, role, joinedAt, leftAt: null, revision: 1 };
  world.memberships.set(id, membership);
  return id;
}
