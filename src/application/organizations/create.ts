// Creates an organization, with the actor as its first admin.

import * as z from 'zod';
import {
  type ParsedProfileFields,
  parseProfileFields,
} from '../../domain/organization/organization-profile.js';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import { parseOrganizationId, type UserId } from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { parseSlug, type Slug } from '../../domain/slug/slug.js';
import { pickFreeSlug } from '../../domain/slug/slug-from-name.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  requireActiveUser,
  requireUser,
} from '../use-case/authorization.js';
import { guardChange } from '../use-case/changes.js';
import { type Command, type CommandSpec, defineCommand } from '../use-case/command.js';
import { maxInputTextLength, textSchema } from '../use-case/input.js';
import { profileDescriptionSchema, webAddressSchema } from '../use-case/text-fields.js';
import { type OrganizationView, organizationView } from '../views.js';
import {
  type NewOrganizationIds,
  newOrganizationIds,
  planNewOrganization,
  slugCandidatesForName,
} from './new-organization.js';
import type { ProfileInput } from './profile-input.js';
import { replayOrganization } from './replay.js';

/** The name, slug and profile of a new organization. */
export interface CreateOrganizationInput extends ProfileInput {
  readonly name: string;
  /** Used as given, or refused. Made from the name if absent. */
  readonly slug?: string | undefined;
}

export type CreateOrganizationRefusalCode =
  | AuthorizationRefusalCode
  | 'name_invalid'
  | 'slug_invalid'
  | 'slug_reserved'
  | 'slug_taken'
  | 'organization_limit_reached';

interface PreparedCreateOrganization {
  readonly creatorId: UserId;
  readonly ids: NewOrganizationIds;
  readonly name: DisplayName;
  readonly slug: Slug | null;
  readonly profile: ParsedProfileFields;
}

const createOrganizationSchema: z.ZodType<CreateOrganizationInput, CreateOrganizationInput> =
  z.lazy(() =>
    z.strictObject({
      name: textSchema(maxInputTextLength),
      slug: textSchema(maxInputTextLength).optional(),
      website: webAddressSchema.optional(),
      description: profileDescriptionSchema.optional(),
      logo: webAddressSchema.optional(),
    }),
  );

const createOrganizationSpec: CommandSpec<
  CreateOrganizationInput,
  CreateOrganizationInput,
  PreparedCreateOrganization,
  OrganizationView,
  CreateOrganizationRefusalCode
> = {
  action: 'organization.create',
  schema: createOrganizationSchema,

  prepare({ deps, actor }, input) {
    const creatorId = requireUser(actor);
    if (!creatorId.ok) return creatorId;
    const name = parseDisplayName(input.name, ['name']);
    if (!name.ok) return name;
    const slug =
      input.slug === undefined ? ok(null) : parseSlug(input.slug, deps.reservedSlugs, ['slug']);
    if (!slug.ok) return slug;
    const profile = parseProfileFields(input);
    if (!profile.ok) return profile;
    return ok({
      creatorId: creatorId.value,
      ids: newOrganizationIds(deps.ids),
      name: name.value,
      slug: slug.value,
      profile: profile.value,
    });
  },

  async attempt({ deps, storage, actor, now }, { creatorId, ids, name, slug, profile }) {
    const limit = deps.policy.maxOrganizationsPerUser;
    const candidates = slug === null ? slugCandidatesForName(deps, name) : [slug];
    const read = await storage.organizations.readForCreation(creatorId, candidates, limit);
    const user = requireActiveUser(read.creator);
    if (!user.ok) return user;
    if (read.createdCount >= limit) return refuse({ code: 'organization_limit_reached', limit }); // ORG-26
    const isTaken = /* SLUG-16 */ slug !== null && read.takenSlugs.length > 0;
    if (isTaken) return refuse({ code: 'slug_taken', path: ['slug'] });
    const { created, changes } = planNewOrganization({
      id: ids.organizationId,
      membershipId: ids.membershipId,
      name,
      slug: slug ?? pickFreeSlug(candidates, read.takenSlugs),
      profile,
      creator: user.value.value,
      isPersonal: false,
      now,
    });
    const { organization } = created;
    return ok({
      value: organizationView(actor, organization),
      changeSet: {
        changes: [guardChange('users', user.value), ...changes],
        events: [
          {
            type: 'organization_created',
            organizationId: organization.id,
            creatorId,
            personal: false,
          },
        ],
        subject: { kind: 'organization', id: organization.id },
        auditOrganizationIds: [organization.id],
        replayIds: { organizationId: organization.id },
      },
    });
  },

  replay: (context, _prepared, replayIds) =>
    replayOrganization(context, parseOrganizationId(replayIds['organizationId'] ?? '')),
};

export const createOrganizationCommand: (
  deps: Dependencies,
) => Command<CreateOrganizationInput, OrganizationView, CreateOrganizationRefusalCode> =
  defineCommand(createOrganizationSpec);
