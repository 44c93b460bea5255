// Suggests a free slug for a name, and checks whether a slug is free.

import * as z from 'zod';
import { parseDisplayName } from '../../domain/shared/display-name.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok } from '../../domain/shared/result.js';
import { parseSlug, type Slug } from '../../domain/slug/slug.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  refuseAuthorization,
  requireActiveActor,
} from '../use-case/authorization.js';
import {
  maxInputTextLength,
  organizationIdSchema,
  textSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { loadOwnSlugsUnlessTaken, type SlugRefusalCode } from './load-own-slugs.js';
import { findFreeSlug } from './new-organization.js';

/** The name to make a slug from. */
export interface SuggestSlugInput {
  readonly name: string;
}

/** A free slug for a name. */
export interface SuggestedSlug {
  /** Free at the moment. Nothing holds it: another organization can take it first. */
  readonly slug: Slug;
}

/** Every signed-in user, and the embedding service, may see whether a slug is free. */
function isUserOrSystem(actor: { readonly kind: string }): boolean {
  return actor.kind === 'user' || actor.kind === 'system';
}

export type SuggestSlugRefusalCode = 'name_invalid' | 'permission_denied' | 'account_inactive';

export const suggestSlugQuery: (
  deps: Dependencies,
) => Query<SuggestSlugInput, SuggestedSlug, SuggestSlugRefusalCode> = defineQuery<
  SuggestSlugInput,
  SuggestSlugInput,
  SuggestedSlug,
  SuggestSlugRefusalCode
>(
  z.lazy(() => z.strictObject({ name: textSchema(maxInputTextLength) })),
  async ({ deps, actor }, input) => {
    if (!isUserOrSystem(actor)) return refuseAuthorization('permission_denied');
    const name = parseDisplayName(input.name, ['name']);
    if (!name.ok) {
      const active = await requireActiveActor(deps.storage, actor);
      return active.ok ? name : active;
    }
    const [active, slug] = await Promise.all([
      requireActiveActor(deps.storage, actor),
      findFreeSlug(deps, name.value),
    ]);
    return active.ok ? ok({ slug }) : active;
  },
);

/** The slug to check. */
export interface CheckSlugInput {
  readonly slug: string;
  /** The organization that wants the slug. Its own slugs, current and former, are free for it. */
  readonly organizationId?: string | undefined;
}

/** Whether a slug is free. `refusal` is what a command that takes it would return. */
export type SlugCheck =
  | { readonly isFree: true }
  | { readonly isFree: false; readonly refusal: RefusalOf<SlugRefusalCode> };

export const checkSlugQuery: (
  deps: Dependencies,
) => Query<CheckSlugInput, SlugCheck, AuthorizationRefusalCode> = defineQuery<
  CheckSlugInput,
  WithParsedIds<CheckSlugInput>,
  SlugCheck,
  AuthorizationRefusalCode
>(
  z.lazy(() =>
    z.strictObject({
      slug: textSchema(maxInputTextLength),
      organizationId: organizationIdSchema.optional(),
    }),
  ),
  async (context, { slug: text, organizationId }) => {
    const {
      deps: { reservedSlugs },
      storage,
      actor,
    } = context;
    if (!isUserOrSystem(actor)) return refuseAuthorization('permission_denied');
    const slug = parseSlug(text, reservedSlugs, ['slug']);
    if (!slug.ok) {
      const active = await requireActiveActor(storage, actor);
      return active.ok ? ok({ isFree: false, refusal: slug.refusal }) : active;
    }
    if (organizationId !== undefined) {
      const authorization = await authorizeForOrganization(
        context,
        organizationId,
        'organization:update',
      );
      if (!authorization.ok) return authorization;
      const own = await loadOwnSlugsUnlessTaken(storage, organizationId, slug.value);
      return ok(own.ok ? { isFree: true } : { isFree: false, refusal: own.refusal });
    }
    const [active, taken] = await Promise.all([
      requireActiveActor(storage, actor),
      storage.slugs.listTaken([slug.value]),
    ]);
    if (!active.ok) return active;
    if (taken.length === 0) return ok({ isFree: true });
    return ok({ isFree: false, refusal: { code: 'slug_taken', path: ['slug'] } });
  },
);
