// Reads an organization from the shape of the documented data models.

import * as z from 'zod';
import {
  type DocumentedOrganization,
  type DocumentedOrganizationParts,
  splitDocumented,
} from '../../domain/organization/documented-organization.js';
import {
  maxProfileDescriptionLength,
  parseProfileFields,
} from '../../domain/organization/organization-profile.js';
import { parseDisplayName } from '../../domain/shared/display-name.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { parseSlug } from '../../domain/slug/slug.js';
import { parseEmail } from '../../domain/user/email.js';
import {
  maxInputTextLength,
  organizationIdSchema,
  parseInput,
  prefixIssuePaths,
  roleSchema,
  textSchema,
  userIdSchema,
} from '../use-case/input.js';

const dateSchema = z.date();

const documentedSchema = z.lazy(() =>
  z.object({
    _id: organizationIdSchema,
    name: textSchema(maxInputTextLength),
    slug: textSchema(maxInputTextLength),
    profile: z.object({
      website: textSchema(maxInputTextLength).optional(),
      contactEmail: textSchema(maxInputTextLength),
      description: textSchema(maxProfileDescriptionLength).optional(),
      logo: textSchema(maxInputTextLength).optional(),
    }),
    members: z.array(z.object({ user: userIdSchema, role: roleSchema, joinedAt: dateSchema })),
    pendingInvites: z.array(
      z.object({
        email: textSchema(maxInputTextLength),
        role: roleSchema,
        invitedBy: userIdSchema,
        invitedAt: dateSchema,
        expiresAt: dateSchema,
        emailSentCount: z.number().int().min(0),
        lastEmailSentAt: dateSchema.optional(),
      }),
    ),
  }),
);

type ParsedDocumented = z.infer<typeof documentedSchema>;

/**
 * Reads an organization from the documented shape, as `organizations.getDocumented` returns it: ids are text and dates are
 * `Date`s. It ignores unknown fields, such as a token. Refused: `invalid_input`, `name_invalid`, `slug_invalid`, each
 * with its path.
 */
export function fromDocumented(
  given: unknown,
): Result<
  DocumentedOrganizationParts,
  RefusalOf<'invalid_input' | 'name_invalid' | 'slug_invalid'>
> {
  const parsed = parseInput(documentedSchema, given);
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
  RefusalOf<'invalid_input' | 'name_invalid' | 'slug_invalid'>
> {
  const name = parseDisplayName(parsed.name, ['name']);
  if (!name.ok) return name;
  const slug = parseSlugAllowingReserved(parsed.slug);
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

/** Accepts reserved words: a word that is reserved today may have been a slug before. */
function parseSlugAllowingReserved(
  text: string,
): Result<DocumentedOrganization['slug'], RefusalOf<'slug_invalid'>> {
  const slug = parseSlug(text, new Set(), ['slug']);
  if (slug.ok) return slug;
  if (slug.refusal.code === 'slug_invalid') return refuse(slug.refusal);
  throw new Error('parseSlug refused a slug as reserved, although no words were reserved');
}

function withoutContactEmail({
  contactEmail: _contactEmail,
  ...profile
}: ParsedDocumented['profile']) {
  return profile;
}
