// Reads an organization from the shape of the documented data models.

import * as z from 'zod';
import {
  type DocumentedOrganization,
  type DocumentedOrganizationParts,
  splitDocumented,
} from '../../domain/organization/documented-organization.js';
import { parseProfileFields } from '../../domain/organization/organization-profile.js';
import {
  type BuiltInRole,
  type OwnRoles,
  type Role,
  type RoleTable,
  roleTableOrThrow,
} from '../../domain/organization/role-permissions.js';
import { parseDisplayName } from '../../domain/shared/display-name.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { Issue, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { reservedSlugs } from '../../domain/slug/reserved-slugs.js';
import { parseSlug } from '../../domain/slug/slug.js';
import { parseEmail } from '../../domain/user/email.js';
import {
  maxInputTextLength,
  organizationIdSchema,
  parseInput,
  prefixIssuePaths,
  roleSchema,
  textSchema,
  timeSchema,
  userIdSchema,
  withRule,
} from '../use-case/input.js';
import {
  emailSchema,
  profileDescriptionSchema,
  repeatedAddressIssues,
  webAddressSchema,
} from '../use-case/text-fields.js';

const documentedSchema = (roles: RoleTable) =>
  z.object({
    _id: organizationIdSchema,
    name: textSchema(maxInputTextLength),
    slug: textSchema(maxInputTextLength),
    profile: z.object({
      website: webAddressSchema.optional(),
      contactEmail: emailSchema,
      description: profileDescriptionSchema.optional(),
      logo: webAddressSchema.optional(),
    }),
    members: withRule(
      z.array(z.object({ user: userIdSchema, role: roleSchema(roles), joinedAt: timeSchema })),
      memberIssues,
    ),
    pendingInvites: withRule(
      z.array(
        z.object({
          email: emailSchema,
          role: roleSchema(roles),
          invitedBy: userIdSchema,
          invitedAt: timeSchema,
          expiresAt: timeSchema,
          emailSentCount: z.number().int().min(0),
          lastEmailSentAt: timeSchema.optional(),
        }),
      ),
      repeatedAddressIssues,
    ),
  });

/** An organization has an admin, and a user has one membership in it. */
function memberIssues(
  members: readonly { readonly user: UserId; readonly role: Role }[],
): readonly Issue[] {
  const seen = new Set<UserId>();
  const repeated = members.flatMap(({ user }, index): readonly Issue[] => {
    const isRepeated = seen.has(user);
    seen.add(user);
    const message = 'this user is in the list twice';
    return isRepeated ? [{ code: 'duplicate', path: [index, 'user'], message }] : [];
  });
  if (members.some(({ role }) => role === 'admin')) return repeated;
  const message = 'the organization has no admin; make one of its members an admin';
  return [...repeated, { code: 'no_admin', path: [], message }];
}

type ParsedDocumented = z.infer<ReturnType<typeof documentedSchema>>;

/** The roles of your own, as `createGuildhall` takes them. */
export interface FromDocumentedOptions<R extends string = string> {
  readonly roles?: OwnRoles<R>;
}

/**
 * Reads an organization from the documented shape, as `organizations.getDocumented` returns it: ids are text and dates are
 * `Date`s or ISO 8601 text. It ignores unknown fields, such as a token. Refused, each with its path: `invalid_input`, also if
 * there is no admin, a role that is not in `roles`, a member twice or an address twice; `name_invalid`, `slug_invalid`, and `slug_reserved` by Guildhall's own list.
 */
export function fromDocumented<R extends string = never>(
  given: unknown,
  options?: FromDocumentedOptions<R>,
): Result<
  DocumentedOrganizationParts<BuiltInRole | R>,
  RefusalOf<'invalid_input' | 'name_invalid' | 'slug_invalid' | 'slug_reserved'>
>;
export function fromDocumented(
  given: unknown,
  { roles = {} }: FromDocumentedOptions = {},
): Result<
  DocumentedOrganizationParts,
  RefusalOf<'invalid_input' | 'name_invalid' | 'slug_invalid' | 'slug_reserved'>
> {
  const parsed = parseInput(documentedSchema(roleTableOrThrow(roles)), given);
  if (!parsed.ok) return parsed;
  const document = parseDocumentedFields(parsed.value);
  return document.ok ? ok(splitDocumented(document.value)) : document;
}

function parseDocumentedFields({
  _id,
  members,
  ...parsed
}: ParsedDocumented): Result<
  DocumentedOrganization,
  RefusalOf<'invalid_input' | 'name_invalid' | 'slug_invalid' | 'slug_reserved'>
> {
  const name = parseDisplayName(parsed.name, ['name']);
  if (!name.ok) return name;
  const slug = parseSlug(parsed.slug, reservedSlugs, ['slug']);
  if (!slug.ok) return slug;
  const profile = parseProfileFields(withoutContactEmail(parsed.profile));
  if (!profile.ok) return refuse(prefixIssuePaths('profile', profile.refusal));
  const contact = parseEmail(parsed.profile.contactEmail, ['profile', 'contactEmail']);
  if (!contact.ok) return contact;
  const invites: DocumentedOrganization['pendingInvites'][number][] = [];
  for (const [
    index,
    { email: text, lastEmailSentAt, ...invite },
  ] of parsed.pendingInvites.entries()) {
    const email = parseEmail(text, ['pendingInvites', index, 'email']);
    if (!email.ok) return email;
    const last = lastEmailSentAt === undefined ? {} : { lastEmailSentAt };
    invites.push({ ...invite, ...last, email: email.value.address });
  }
  return ok({
    _id,
    name: name.value,
    slug: slug.value,
    profile: { ...profile.value, contactEmail: contact.value.address },
    members,
    pendingInvites: invites,
  });
}

function withoutContactEmail({
  contactEmail: _contactEmail,
  ...profile
}: ParsedDocumented['profile']) {
  return profile;
}
