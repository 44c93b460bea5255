// The methods of `organizations` that change, check and suggest slugs.

import { isPerson, requireOrganizationFor, requireReadableOrganization } from './access.js';
import type { CallHandler, CommandHandler, ServiceHandlers } from './handlers.js';
import {
  catchRefusal,
  type ReferenceModel,
  recordEntry,
  secondsUntil,
  throwRefusal,
} from './reference-model.js';
import { findFreeSlug, requireName, requireSlug } from './text-rules.js';
import { organizationView } from './views.js';

const changeOrganizationSlug: CommandHandler<'organizations.changeSlug'> = {
  checkInput: (_model, _caller, { slug }) => void requireSlug(slug),
  run(model, caller, { organizationId, slug }) {
    const organization = requireOrganizationFor(
      model,
      caller,
      organizationId,
      'organization:update',
    );
    if (organization.slug === slug) return organizationView(organization);
    refuseTakenSlug(model, slug, organizationId);
    const { slugChangeInterval, maxFormerSlugs: limit } = model.policy;
    const freeAt = (organization.slugChangedAt ?? 0) + slugChangeInterval * 1000;
    if (model.now < freeAt)
      throwRefusal('rate_limited', { retryAfter: secondsUntil(model, freeAt) });
    const own = [...model.slugs.values()].filter((owner) => owner === organizationId);
    const isReturn = model.slugs.has(slug);
    if (!isReturn && own.length > limit) throwRefusal('former_slug_limit_reached', { limit });
    model.slugs.set(slug, organizationId);
    organization.slug = slug;
    organization.slugChangedAt = model.now;
    organization.updatedAt = model.now;
    recordEntry(model, 'organization.change_slug', organizationId, [organizationId]);
    return organizationView(organization);
  },
  replay: (model, caller, { organizationId }) =>
    organizationView(requireReadableOrganization(model, caller, organizationId)),
};

/** Refuses a slug of another organization; an organization's own former slugs are free for it. */
function refuseTakenSlug(
  model: ReferenceModel,
  slug: string,
  organizationId: string | undefined,
): void {
  const owner = model.slugs.get(slug);
  if (owner !== undefined && owner !== organizationId) throwRefusal('slug_taken');
}

const checkSlug: CallHandler<'organizations.checkSlug'> = (
  model,
  caller,
  { slug, organizationId },
) => {
  requirePersonOrSystem(caller);
  const wrong = catchRefusal(() => requireSlug(slug));
  if (wrong !== null) return { isFree: false, refusal: wrong };
  if (organizationId !== undefined) {
    requireOrganizationFor(model, caller, organizationId, 'organization:update');
  }
  const taken = catchRefusal(() => refuseTakenSlug(model, slug, organizationId));
  return taken === null ? { isFree: true } : { isFree: false, refusal: taken };
};

const suggestSlug: CallHandler<'organizations.suggestSlug'> = (model, caller, { name }) => {
  requirePersonOrSystem(caller);
  return { slug: findFreeSlug(model, requireName(name)) };
};

function requirePersonOrSystem(caller: string): void {
  if (caller !== 'system' && !isPerson(caller)) throwRefusal('permission_denied');
}

export const slugHandlers: Pick<
  ServiceHandlers<'organizations'>,
  'organizations.changeSlug' | 'organizations.checkSlug' | 'organizations.suggestSlug'
> = {
  'organizations.changeSlug': changeOrganizationSlug,
  'organizations.checkSlug': checkSlug,
  'organizations.suggestSlug': suggestSlug,
};
