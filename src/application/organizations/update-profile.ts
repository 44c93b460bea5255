// Changes the profile of an organization.

import * as z from 'zod';
import {
  changedProfileFields,
  type ProfileChange,
  parseProfileFields,
  updateOrganizationProfile,
} from '../../domain/organization/organization-profile.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import { parseEmail } from '../../domain/user/email.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { organizationIdSchema, type WithParsedIds } from '../use-case/input.js';
import {
  emailSchema,
  profileDescriptionSchema,
  webAddressSchema,
} from '../use-case/text-fields.js';
import type { OrganizationView } from '../views.js';
import {
  organizationUpdateDecision,
  unchangedOrganizationDecision,
} from './organization-decision.js';
import { replayOrganization } from './replay.js';

/** The fields to change: null removes a field, and an absent field stays as it is. */
export interface UpdateProfileInput {
  readonly organizationId: string;
  readonly website?: string | null | undefined;
  readonly contactEmail?: string | undefined;
  readonly description?: string | null | undefined;
  readonly logo?: string | null | undefined;
}

interface PreparedUpdateProfile {
  readonly organizationId: OrganizationId;
  readonly change: ProfileChange;
}

export type UpdateProfileRefusalCode = AuthorizationRefusalCode;

export const updateProfileCommand: (
  deps: Dependencies,
) => Command<UpdateProfileInput, OrganizationView, UpdateProfileRefusalCode> = defineCommand<
  UpdateProfileInput,
  WithParsedIds<UpdateProfileInput>,
  PreparedUpdateProfile,
  OrganizationView,
  UpdateProfileRefusalCode
>({
  action: 'organization.update_profile',
  schema: z.lazy(() =>
    z.strictObject({
      organizationId: organizationIdSchema,
      website: webAddressSchema.nullable().optional(),
      contactEmail: emailSchema.optional(),
      description: profileDescriptionSchema.nullable().optional(),
      logo: webAddressSchema.nullable().optional(),
    }),
  ),

  prepare(_context, { organizationId, website, description, logo, contactEmail }) {
    const given = parseProfileFields({
      website: website ?? undefined,
      description: description ?? undefined,
      logo: logo ?? undefined,
    });
    if (!given.ok) return given;
    const contact = contactEmail === undefined ? null : parseEmail(contactEmail, ['contactEmail']);
    if (contact !== null && !contact.ok) return contact;
    const change: ProfileChange = {
      ...(website === null ? { website } : {}),
      ...(description === null ? { description } : {}),
      ...(logo === null ? { logo } : {}),
      ...given.value,
      ...(contact === null ? {} : { contactEmail: contact.value.address }),
    };
    return ok({ organizationId, change });
  },

  async attempt(context, { organizationId, change }) {
    const { now } = context;
    const authorization = await authorizeForOrganization(
      context,
      organizationId,
      'organization:update',
    );
    if (!authorization.ok) return authorization;
    const { organization } = authorization.value;
    const after = updateOrganizationProfile(organization.value, change, now);
    const fields = changedProfileFields(organization.value.profile, after.profile);
    if (fields.length === 0) return ok(unchangedOrganizationDecision(context.actor, organization));
    return ok(
      organizationUpdateDecision(context.actor, organization, after, [
        { type: 'profile_updated', organizationId, fields },
      ]),
    );
  },

  replay: (context, { organizationId }) => replayOrganization(context, organizationId),
});
