// One organization in the documented shape, out of the storage and back from whatever somebody hands in.

import * as z from 'zod';
import {
  type DocumentedOrganization,
  type DocumentedParts,
  partsOf,
  toDocumented,
} from '../../domain/organization/documented.js';
import { stateAt } from '../../domain/organization/invitation.js';
import { maxDescriptionLength } from '../../domain/organization/organization.js';
import { parseDisplayName } from '../../domain/shared/display-name.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { type HasPublicSuffix, hasCommonSuffix } from '../../domain/shared/web-address.js';
import { parseSlug } from '../../domain/slug/slug.js';
import { parseEmail } from '../../domain/user/email.js';
import type { Context } from '../context.js';
import { type AuthorityRefusal, authorityOver } from '../use-case/authority.js';
import {
  longText,
  organizationIdSchema,
  parseInput,
  roleSchema,
  textSchema,
  userIdSchema,
} from '../use-case/input.js';
import { type Query, query } from '../use-case/query.js';
import type { OfOrganizationInput } from './delete.js';
import { readProfile } from './profile-input.js';

export type DocumentRefusal = AuthorityRefusal | 'too_many_members';

/** How many members one document holds; above it a document of the database would grow past what can be read at once. */
const most = 1_000;

export const document: (
  context: Context,
) => Query<OfOrganizationInput, DocumentedOrganization, DocumentRefusal> = query<
  OfOrganizationInput,
  { readonly organizationId: OrganizationId },
  DocumentedOrganization,
  DocumentRefusal
>(
  z.strictObject({ organizationId: organizationIdSchema }),
  async ({ storage, clock }, actor, { organizationId }) => {
    const now = await clock.now();
    const keyset = { limit: most, after: null, skip: 0 };
    const [authority, members, pending] = await Promise.all([
      authorityOver(storage, actor, organizationId, 'members:manage'),
      storage.memberships.list(organizationId, null, {}, keyset),
      storage.invitations.pendingOf(organizationId),
    ]);
    if (!authority.ok) return authority;
    if (members.next !== null) return refuse({ code: 'too_many_members', limit: most });
    return ok(
      toDocumented({
        organization: authority.value.organization.value,
        memberships: members.items.map(({ membership }) => membership),
        invitations: pending
          .map(({ value }) => value)
          .filter((invitation) => stateAt(invitation, now) === 'pending'),
      }),
    );
  },
);

const dateSchema = z.date();

const documentedSchema = z.object({
  _id: organizationIdSchema,
  name: textSchema(longText),
  slug: textSchema(longText),
  profile: z.object({
    website: textSchema(longText).optional(),
    contactEmail: textSchema(longText),
    description: textSchema(maxDescriptionLength).optional(),
    logo: textSchema(longText).optional(),
  }),
  members: z.array(z.object({ user: userIdSchema, role: roleSchema, joinedAt: dateSchema })),
  pendingInvites: z.array(
    z.object({
      email: textSchema(longText),
      role: roleSchema,
      invitedBy: userIdSchema,
      invitedAt: dateSchema,
      expiresAt: dateSchema,
      emailSentCount: z.number().int().min(0),
      lastEmailSentAt: dateSchema.optional(),
    }),
  ),
});

type Documented = z.infer<typeof documentedSchema>;

/**
 * Reads an organization in the documented shape; what else stands in it, a token too, is left out. Ids are text and
 * dates are `Date`s, as `organizations.document` gives them. Refused: `invalid_input`, `name_invalid`, `slug_invalid`,
 * each with its path.
 */
export function fromDocumented(
  given: unknown,
  hasPublicSuffix: HasPublicSuffix = hasCommonSuffix,
): Result<DocumentedParts, RefusalOf<'invalid_input' | 'name_invalid' | 'slug_invalid'>> {
  const parsed = parseInput(documentedSchema, given);
  if (!parsed.ok) return parsed;
  const document = readDocument(parsed.value, hasPublicSuffix);
  return document.ok ? ok(partsOf(document.value)) : document;
}

function readDocument(
  { _id, members, ...parsed }: Documented,
  hasPublicSuffix: HasPublicSuffix,
): Result<DocumentedOrganization, RefusalOf<'invalid_input' | 'name_invalid' | 'slug_invalid'>> {
  const name = parseDisplayName(parsed.name, hasPublicSuffix, ['name']);
  if (!name.ok) return name;
  const slug = readSlug(parsed.slug);
  if (!slug.ok) return slug;
  const profile = readWithin(['profile'], readProfile(plain(parsed.profile)));
  if (!profile.ok) return profile;
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

/** Words that are reserved today may have been slugs before. */
function readSlug(text: string): Result<DocumentedOrganization['slug'], RefusalOf<'slug_invalid'>> {
  const slug = parseSlug(text, new Set(), ['slug']);
  if (slug.ok) return slug;
  if (slug.refusal.code === 'slug_invalid') return refuse(slug.refusal);
  throw new Error('a slug was refused as reserved where no word is');
}

function plain({ contactEmail: _contactEmail, ...profile }: Documented['profile']) {
  return profile;
}

function readWithin<T>(
  prefix: Path,
  result: Result<T, RefusalOf<'invalid_input'>>,
): Result<T, RefusalOf<'invalid_input'>> {
  if (result.ok) return result;
  const issues = result.refusal.issues.map((issue) => ({
    ...issue,
    path: [...prefix, ...issue.path],
  }));
  return refuse({ ...result.refusal, path: [...prefix, ...(result.refusal.path ?? [])], issues });
}
