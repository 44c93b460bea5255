// The methods of `organizations` that change, check and suggest slugs.

import {
  requireActiveUser,
  requirePermittedOrganization,
  requirePerson,
  requireReadableOrganization,
} from './access.js';
import type { CallHandler, CommandHandler, ServiceHandlers } from './handlers.js';
import {
  catchRefusalOrNull,
  type ReferenceModel,
  recordJournalEntry,
  secondsUntil,
  throwRefusal,
} from './reference-model.js';
import { makeFreeSlug, requireName, requireSlug } from './text-rules.js';
import { organizationView } from './views.js';

const changeSlugHandler: CommandHandler<'organizations.changeSlug'> = {
  checkInput: (_model, _caller, { slug }) => void requireSlug(slug),
  run(model, caller, { organizationId, slug }) {
    const organization = requirePermittedOrganization(
      model,
      caller,
      organizationId,
      'organization:update',
    );
    if (organization.slug === slug) return organizationView(caller, organization);
    refuseSlugOfAnother(model, slug, organizationId);
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
    recordJournalEntry(model, 'organization.change_slug', organizationId, [organizationId]);
    return organizationView(caller, organization);
  },
  replay: (model, caller, { organizationId }) =>
    organizationView(caller, requireReadableOrganization(model, caller, organizationId)),
};

/** Refuses a slug of another organization; an organization's own former slugs are free for it. */
function refuseSlugOfAnother(
  model: ReferenceModel,
  slug: string,
  organizationId: string | undefined,
): void {
  const owner = model.slugs.get(slug);
  if (owner !== undefined && owner !== organizationId) throwRefusal('slug_taken');
}

const checkSlugHandler: CallHandler<'organizations.checkSlug'> = (
  model,
  caller,
  { slug, organizationId },
) => {
  requireActivePersonOrSystem(model, caller);
  const wrong = catchRefusalOrNull(() => requireSlug(slug));
  if (wrong !== null) return { isFree: false, refusal: wrong };
  if (organizationId !== undefined) {
    requirePermittedOrganization(model, caller, organizationId, 'organization:update');
  }
  const taken = catchRefusalOrNull(() => refuseSlugOfAnother(model, slug, organizationId));
  return taken === null ? { isFree: true } : { isFree: false, refusal: taken };
};

const suggestSlugHandler: CallHandler<'organizations.suggestSlug'> = (model, caller, { name }) => {
  requireActivePersonOrSystem(model, caller);
  return { slug: makeFreeSlug(model, requireName(name)) };
};

function requireActivePersonOrSystem(model: ReferenceModel, caller: string): void {
  if (caller !== 'system') requireActiveUser(model, requirePerson(caller));
}

export const slugHandlers: Pick<
  ServiceHandlers<'organizations'>,
  'organizations.changeSlug' | 'organizations.checkSlug' | 'organizations.suggestSlug'
> = {
  'organizations.changeSlug': changeSlugHandler,
  'organizations.checkSlug': checkSlugHandler,
  'organizations.suggestSlug': suggestSlugHandler,
};
