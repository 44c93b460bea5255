// What an organization is called in a URL, after its founding.

import type { Deed, Deeds, Look } from './deed.js';
import { allowed, allowedToRead, isPerson } from './standing.js';
import { organizationView } from './views.js';
import { freeSlug, named, slugged } from './words.js';
import { record, refusalOf, refuse, secondsTo, type World } from './world.js';

const changeSlug: Deed<'organizations.changeSlug'> = {
  check: (_world, _caller, { slug }) => void slugged(slug),
  run(world, caller, { organizationId, slug }) {
    const organization = allowed(world, caller, organizationId, 'organization:update');
    if (organization.slug === slug) return organizationView(organization);
    notTaken(world, slug, organizationId);
    const { slugChangeInterval, formerSlugs: limit } = world.policy;
    const freeAt = (organization.slugChangedAt ?? 0) + slugChangeInterval * 1000;
    if (world.now < freeAt) refuse('rate_limited', { retryAfter: secondsTo(world, freeAt) });
    const own = [...world.slugs.values()].filter((owner) => owner === organizationId);
    const isReturn = world.slugs.has(slug);
    if (!isReturn && own.length > limit) refuse('former_slug_limit_reached', { limit });
    world.slugs.set(slug, organizationId);
    organization.slug = slug;
    organization.slugChangedAt = world.now;
    organization.updatedAt = world.now;
    record(world, 'organization.change_slug', organizationId, [organizationId]);
    return organizationView(organization);
  },
  repeat: (world, caller, { organizationId }) =>
    organizationView(allowedToRead(world, caller, organizationId)),
};

/** An organization's own slugs, former ones too, are not taken from its point of view. */
function notTaken(world: World, slug: string, organizationId: string | undefined): void {
  const owner = world.slugs.get(slug);
  if (owner !== undefined && owner !== organizationId) refuse('slug_taken');
}

const checkSlug: Look<'organizations.checkSlug'> = (world, caller, { slug, organizationId }) => {
  signedIn(caller);
  const wrong = refusalOf(() => slugged(slug));
  if (wrong !== null) return { isFree: false, refusal: wrong };
  if (organizationId !== undefined) {
    allowed(world, caller, organizationId, 'organization:update');
  }
  const taken = refusalOf(() => notTaken(world, slug, organizationId));
  return taken === null ? { isFree: true } : { isFree: false, refusal: taken };
};

const suggestSlug: Look<'organizations.suggestSlug'> = (world, caller, { name }) => {
  signedIn(caller);
  return { slug: freeSlug(world, named(name)) };
};

function signedIn(caller: string): void {
  if (caller !== 'system' && !isPerson(caller)) refuse('permission_denied');
}

export const slugs: Pick<
  Deeds<'organizations'>,
  'organizations.changeSlug' | 'organizations.checkSlug' | 'organizations.suggestSlug'
> = {
  'organizations.changeSlug': changeSlug,
  'organizations.checkSlug': checkSlug,
  'organizations.suggestSlug': suggestSlug,
};
