// Changes the slug of an organization.

import * as z from 'zod';
import {
  changeOrganizationSlug,
  type Organization,
} from '../../domain/organization/organization.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok, type Versioned } from '../../domain/shared/result.js';
import { planSlugChange, type SlugRecordChange } from '../../domain/slug/plan-slug-change.js';
import { parseSlug, type Slug, type SlugRecord } from '../../domain/slug/slug.js';
import type { Change } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import { insertChange, updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import {
  maxInputTextLength,
  organizationIdSchema,
  textSchema,
  type WithParsedIds,
} from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import { loadOwnSlugsUnlessTaken, type SlugRefusalCode } from './load-own-slugs.js';
import { replayOrganization } from './replay.js';

/** An organization and its new slug. */
export interface ChangeSlugInput {
  readonly organizationId: string;
  /** Used as given, or refused. A former slug of the organization can be used again. */
  readonly slug: string;
}

interface PreparedChangeSlug {
  readonly organizationId: OrganizationId;
  readonly slug: Slug;
}

export type ChangeSlugRefusalCode =
  | AuthorizationRefusalCode
  | SlugRefusalCode
  | 'rate_limited'
  | 'former_slug_limit_reached';

export const changeSlugCommand: (
  deps: Dependencies,
) => Command<ChangeSlugInput, OrganizationView, ChangeSlugRefusalCode> = defineCommand<
  ChangeSlugInput,
  WithParsedIds<ChangeSlugInput>,
  PreparedChangeSlug,
  OrganizationView,
  ChangeSlugRefusalCode
>({
  action: 'organization.change_slug',
  schema: z.lazy(() =>
    z.strictObject({
      organizationId: organizationIdSchema,
      slug: textSchema(maxInputTextLength),
    }),
  ),

  prepare({ deps }, { organizationId, slug: text }) {
    const slug = parseSlug(text, deps.reservedSlugs, ['slug']);
    return slug.ok ? ok({ organizationId, slug: slug.value }) : slug;
  },

  async attempt(context, { organizationId, slug }) {
    const { deps, storage, now } = context;
    const authorization = await authorizeForOrganization(
      context,
      organizationId,
      'organization:update',
    );
    if (!authorization.ok) return authorization;
    const { organization } = authorization.value;
    if (organization.value.slug === slug) {
      return ok({ value: organizationView(context.actor, organization.value), changeSet: null });
    }
    const own = await loadOwnSlugsUnlessTaken(storage, organizationId, slug);
    if (!own.ok) return own;
    const slugChange = planSlugChange(
      own.value.map(({ value }) => value),
      slug,
      organization.value.slugChangedAt,
      deps.policy,
      now,
    );
    if (!slugChange.ok) return slugChange;
    const after = changeOrganizationSlug(organization.value, slug, now);
    return ok({
      value: organizationView(context.actor, after),
      changeSet: {
        changes: slugChanges(organization, after, own.value, slugChange.value),
        events: [{ type: 'slug_changed', organizationId }],
        subject: { kind: 'organization', id: organizationId },
        auditOrganizationIds: [organizationId],
      },
    });
  },

  replay: (context, { organizationId }) => replayOrganization(context, organizationId),
});

/** The organization's row is updated too: it guards its slugs, so that of two changes at once only one succeeds. */
function slugChanges(
  before: Versioned<Organization>,
  after: Organization,
  own: readonly Versioned<SlugRecord>[],
  { formerRecord, currentRecord, isReclaimed }: SlugRecordChange,
): readonly Change[] {
  const recordUpdates = own.flatMap(({ value, version }): readonly Change[] => {
    const record = [formerRecord, currentRecord].find(({ slug }) => slug === value.slug);
    if (record === undefined) return [];
    return [
      {
        kind: 'update',
        collection: 'slugs',
        id: value.slug,
        expectedVersion: version,
        value: record,
      },
    ];
  });
  return [
    updateChange('organizations', before, after),
    ...recordUpdates,
    ...(isReclaimed ? [] : [insertChange('slugs', currentRecord.slug, currentRecord)]),
  ];
}
