// What an organization is called in a URL, after its founding: another slug, and what to choose it from.

import * as z from 'zod';
import type { Organization } from '../../domain/organization/organization.js';
import { changeSlug as withSlug } from '../../domain/organization/organization.js';
import { parseDisplayName } from '../../domain/shared/display-name.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { changeSlug as moved, type SlugMove } from '../../domain/slug/change.js';
import { parseSlug, type Slug, type SlugRecord } from '../../domain/slug/slug.js';
import type { Change, Storage } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { type AuthorityRefusal, authorityOver, denied } from '../use-case/authority.js';
import { inserted, updated } from '../use-case/changes.js';
import { command, type Verb } from '../use-case/command.js';
import { longText, organizationIdSchema, textSchema } from '../use-case/input.js';
import { type Query, query } from '../use-case/query.js';
import { type OrganizationView, organizationView } from '../views.js';
import { freeSlug } from './founding.js';
import { recallOrganization } from './recall.js';

/** Which slug an organization is to have. */
export interface ChangeSlugInput {
  readonly organizationId: string;
  /** Taken as it is or refused. One that the organization had before is taken back. */
  readonly slug: string;
}

interface ChangeSlug {
  readonly organizationId: OrganizationId;
  readonly slug: string;
}

interface ChangingSlug {
  readonly organizationId: OrganizationId;
  readonly slug: Slug;
}

type SlugRefusal = 'slug_invalid' | 'slug_reserved' | 'slug_taken';

export type ChangeSlugRefusal =
  | AuthorityRefusal
  | SlugRefusal
  | 'rate_limited'
  | 'former_slug_limit_reached';

export const changeSlug: (
  context: Context,
) => Verb<ChangeSlugInput, OrganizationView, ChangeSlugRefusal> = command<
  ChangeSlugInput,
  ChangeSlug,
  ChangingSlug,
  OrganizationView,
  ChangeSlugRefusal
>({
  action: 'organization.change_slug',
  schema: z.strictObject({ organizationId: organizationIdSchema, slug: textSchema(longText) }),

  prepare({ context }, { organizationId, slug: text }) {
    const slug = parseSlug(text, context.reservedSlugs, ['slug']);
    return slug.ok ? ok({ organizationId, slug: slug.value }) : slug;
  },

  async attempt({ context, storage, actor, now }, { organizationId, slug }) {
    const authority = await authorityOver(storage, actor, organizationId, 'organization:update');
    if (!authority.ok) return authority;
    const { organization } = authority.value;
    if (organization.value.slug === slug) {
      return ok({ value: organizationView(organization.value), write: null });
    }
    const own = await ownSlugs(storage, organizationId, slug);
    if (!own.ok) return own;
    const move = moved(
      own.value.map(({ value }) => value),
      slug,
      organization.value.slugChangedAt,
      context.policy,
      now,
    );
    if (!move.ok) return move;
    const after = withSlug(organization.value, slug, now);
    return ok({
      value: organizationView(after),
      write: {
        changes: slugChanges(organization, after, own.value, move.value),
        facts: [{ type: 'slug_changed', organizationId }],
        subject: { kind: 'organization', id: organizationId },
        organizations: [organizationId],
      },
    });
  },

  recall: ({ storage, actor }, { organizationId }) =>
    recallOrganization(storage, actor, organizationId),
});

/** The organization's slugs, where the one it asks for is free or among them. One wave. */
async function ownSlugs(
  storage: Storage,
  organizationId: OrganizationId,
  slug: Slug,
): Promise<Result<readonly Versioned<SlugRecord>[], RefusalOf<'slug_taken'>>> {
  const [own, taken] = await Promise.all([
    storage.slugs.ofOrganization(organizationId),
    storage.slugs.taken([slug]),
  ]);
  const isOwn = /* SLUG-29 */ own.some(({ value }) => value.slug === slug);
  return /* SLUG-28 */ isOwn || taken.length === 0
    ? ok(own)
    : refuse({ code: 'slug_taken', path: ['slug'] });
}

/** The organization stands for the rule over all its slugs: two changes at once meet at its version. */
function slugChanges(
  before: Versioned<Organization>,
  after: Organization,
  own: readonly Versioned<SlugRecord>[],
  { left, taken, isReturn }: SlugMove,
): readonly Change[] {
  const rewritten = own.flatMap(({ value, version }): readonly Change[] => {
    const record = [left, taken].find(({ slug }) => slug === value.slug);
    if (record === undefined) return [];
    return [
      { kind: 'update', collection: 'slugs', id: value.slug, expected: version, value: record },
    ];
  });
  return [
    updated('organizations', before, after),
    ...rewritten,
    ...(isReturn ? [] : [inserted('slugs', taken.slug, taken)]),
  ];
}

/** The name to make a slug of. */
export interface SuggestSlugInput {
  readonly name: string;
}

/** A slug that a name may have. */
export interface SuggestedSlug {
  /** Free a moment ago; only founding or changing takes it. */
  readonly slug: Slug;
}

/** What only says whether a slug is free is for everybody who is signed in. */
function someone(actor: { readonly kind: string }): boolean {
  return actor.kind === 'user' || actor.kind === 'system';
}

export const suggestSlug: (
  context: Context,
) => Query<SuggestSlugInput, SuggestedSlug, 'name_invalid' | 'permission_denied'> = query<
  SuggestSlugInput,
  SuggestSlugInput,
  SuggestedSlug,
  'name_invalid' | 'permission_denied'
>(z.strictObject({ name: textSchema(longText) }), async (context, actor, input) => {
  if (!someone(actor)) return denied('permission_denied');
  const name = parseDisplayName(input.name, context.hasPublicSuffix, ['name']);
  return name.ok ? ok({ slug: await freeSlug(context, name.value) }) : name;
});

/** A slug that somebody may want. */
export interface CheckSlugInput {
  readonly slug: string;
  /** The organization that would take it: its own former slugs are free for it. */
  readonly organizationId?: string | undefined;
}

interface CheckSlug {
  readonly slug: string;
  readonly organizationId?: OrganizationId | undefined;
}

/** `refusal`: what taking the slug would be refused with. */
export type SlugCheck =
  | { readonly isFree: true }
  | { readonly isFree: false; readonly refusal: RefusalOf<SlugRefusal> };

export const checkSlug: (context: Context) => Query<CheckSlugInput, SlugCheck, AuthorityRefusal> =
  query<CheckSlugInput, CheckSlug, SlugCheck, AuthorityRefusal>(
    z.strictObject({ slug: textSchema(longText), organizationId: organizationIdSchema.optional() }),
    async ({ storage, reservedSlugs }, actor, { slug: text, organizationId }) => {
      if (!someone(actor)) return denied('permission_denied');
      const slug = parseSlug(text, reservedSlugs, ['slug']);
      if (!slug.ok) return ok({ isFree: false, refusal: slug.refusal });
      if (organizationId !== undefined) {
        const authority = await authorityOver(
          storage,
          actor,
          organizationId,
          'organization:update',
        );
        if (!authority.ok) return authority;
        const own = await ownSlugs(storage, organizationId, slug.value);
        return ok(own.ok ? { isFree: true } : { isFree: false, refusal: own.refusal });
      }
      const taken = await storage.slugs.taken([slug.value]);
      if (taken.length === 0) return ok({ isFree: true });
      return ok({ isFree: false, refusal: { code: 'slug_taken', path: ['slug'] } });
    },
  );
