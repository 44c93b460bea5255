import * as z from 'zod';
import type { Fact } from '../../domain/journal/fact.js';
import {
  changedProfileFields,
  maxDescriptionLength,
  type Organization,
  type ProfileChange,
  rename as renamed,
  updateProfile as withProfile,
} from '../../domain/organization/organization.js';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { ok, type Versioned } from '../../domain/shared/result.js';
import { parseEmail } from '../../domain/user/email.js';
import type { Context } from '../context.js';
import { type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import { updated } from '../use-case/changes.js';
import { command, type Plan, type Verb } from '../use-case/command.js';
import { longText, organizationIdSchema, textSchema } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import { readProfile } from './profile-input.js';
import { recallOrganization } from './recall.js';

/** What an organization is to be called. */
export interface RenameInput {
  readonly organizationId: string;
  readonly name: string;
}

interface Rename {
  readonly organizationId: OrganizationId;
  readonly name: string;
}

interface Renaming {
  readonly organizationId: OrganizationId;
  readonly name: DisplayName;
}

export type RenameRefusal = AuthorityRefusal | 'name_invalid';

export const rename: (context: Context) => Verb<RenameInput, OrganizationView, RenameRefusal> =
  command<RenameInput, Rename, Renaming, OrganizationView, RenameRefusal>({
    action: 'organization.rename',
    schema: z.strictObject({ organizationId: organizationIdSchema, name: textSchema(longText) }),

    prepare({ context }, { organizationId, name: text }) {
      const name = parseDisplayName(text, context.hasPublicSuffix, ['name']);
      return name.ok ? ok({ organizationId, name: name.value }) : name;
    },

    async attempt({ storage, actor, now }, { organizationId, name }) {
      const authority = await authorityOver(storage, actor, organizationId, 'organization:update');
      if (!authority.ok) return authority;
      const { organization } = authority.value;
      if (organization.value.name === name) return ok(unchanged(organization));
      const facts: readonly Fact[] = [{ type: 'organization_renamed', organizationId }];
      return ok(rewritten(organization, renamed(organization.value, name, now), facts));
    },

    recall: ({ storage, actor }, { organizationId }) =>
      recallOrganization(storage, actor, organizationId),
  });

/** What to change of a profile: null takes a field away, an absent one stays. */
export interface UpdateProfileInput {
  readonly organizationId: string;
  readonly website?: string | null | undefined;
  readonly contactEmail?: string | undefined;
  readonly description?: string | null | undefined;
  readonly logo?: string | null | undefined;
}

interface UpdateProfile extends Omit<UpdateProfileInput, 'organizationId'> {
  readonly organizationId: OrganizationId;
}

interface Updating {
  readonly organizationId: OrganizationId;
  readonly change: ProfileChange;
}

export type UpdateProfileRefusal = AuthorityRefusal;

export const updateProfile: (
  context: Context,
) => Verb<UpdateProfileInput, OrganizationView, UpdateProfileRefusal> = command<
  UpdateProfileInput,
  UpdateProfile,
  Updating,
  OrganizationView,
  UpdateProfileRefusal
>({
  action: 'organization.update_profile',
  schema: z.strictObject({
    organizationId: organizationIdSchema,
    website: textSchema(longText).nullable().optional(),
    contactEmail: textSchema(longText).optional(),
    description: textSchema(maxDescriptionLength).nullable().optional(),
    logo: textSchema(longText).nullable().optional(),
  }),

  prepare(_unit, { organizationId, website, description, logo, contactEmail }) {
    const given = readProfile({
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

  async attempt({ storage, actor, now }, { organizationId, change }) {
    const authority = await authorityOver(storage, actor, organizationId, 'organization:update');
    if (!authority.ok) return authority;
    const { organization } = authority.value;
    const after = withProfile(organization.value, change, now);
    const fields = changedProfileFields(organization.value.profile, after.profile);
    if (fields.length === 0) return ok(unchanged(organization));
    return ok(
      rewritten(organization, after, [{ type: 'profile_updated', organizationId, fields }]),
    );
  },

  recall: ({ storage, actor }, { organizationId }) =>
    recallOrganization(storage, actor, organizationId),
});

function unchanged(organization: Versioned<Organization>): Plan<OrganizationView> {
  return { value: organizationView(organization.value), write: null };
}

function rewritten(
  before: Versioned<Organization>,
  after: Organization,
  facts: readonly Fact[],
): Plan<OrganizationView> {
  return {
    value: organizationView(after),
    write: {
      changes: [updated('organizations', before, after)],
      facts,
      subject: { kind: 'organization', id: after.id },
      organizations: [after.id],
      subscribers: [after],
    },
  };
}
