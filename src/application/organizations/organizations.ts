import * as z from 'zod';
import type { CommandEntry } from '../../domain/journal/entry.js';
import type { DocumentedOrganization } from '../../domain/organization/documented.js';
import type { MembershipId, OrganizationId, UserId } from '../../domain/shared/ids.js';
import { parseMembershipId, parseOperationId } from '../../domain/shared/ids.js';
import { ok, type Page } from '../../domain/shared/result.js';
import { parseSlug } from '../../domain/slug/slug.js';
import type { JournalKey } from '../../ports/storage.js';
import type { Context } from '../context.js';
import {
  type AuthorityRefusal,
  authorityIn,
  authorityOver,
  denied,
  selfOrSystem,
} from '../use-case/authority.js';
import type { Verb } from '../use-case/command.js';
import { organizationIdSchema, pageFields, textSchema, userIdSchema } from '../use-case/input.js';
import { idKey, type KeyCodec, keysetOf, type PageInput, pageOf } from '../use-case/paging.js';
import { type Query, query } from '../use-case/query.js';
import type { Task } from '../use-case/task.js';
import {
  type AuditView,
  auditView,
  type OrganizationOfUserView,
  type OrganizationView,
  organizationView,
} from '../views.js';
import {
  type DeletedOrganizationView,
  type DeleteOrganizationRefusal,
  deleteOrganization,
  type ListDeletedRefusal,
  listDeleted,
  type OfOrganizationInput,
  type RestoreOrganizationRefusal,
  restoreOrganization,
} from './delete.js';
import { type DocumentRefusal, document } from './document.js';
import {
  type EnsurePersonalInput,
  type EnsurePersonalRefusal,
  ensurePersonal,
} from './ensure-personal.js';
import { type FoundInput, type FoundRefusal, foundOrganization } from './found.js';
import { type PurgeOrganizationRefusal, purgeOrganization } from './purge.js';
import {
  type ChangeSlugInput,
  type ChangeSlugRefusal,
  type CheckSlugInput,
  changeSlug,
  checkSlug,
  type SlugCheck,
  type SuggestedSlug,
  type SuggestSlugInput,
  suggestSlug,
} from './slugs.js';
import {
  type RenameInput,
  type RenameRefusal,
  rename,
  type UpdateProfileInput,
  type UpdateProfileRefusal,
  updateProfile,
} from './update.js';
import {
  type VerifyContactInput,
  type VerifyContactRefusal,
  verifyContact,
} from './verify-contact.js';

const get = query<
  OfOrganizationInput,
  { readonly organizationId: OrganizationId },
  OrganizationView,
  AuthorityRefusal
>(
  z.strictObject({ organizationId: organizationIdSchema }),
  async ({ storage }, actor, { organizationId }) => {
    const authority = await authorityOver(storage, actor, organizationId, 'organization:read');
    return authority.ok ? ok(organizationView(authority.value.organization.value)) : authority;
  },
);

/** A slug, current or former. */
export interface FindBySlugInput {
  readonly slug: string;
}

/** `isFormer`: the slug redirects; link to `organization.slug` instead. */
export interface FoundBySlug {
  readonly organization: OrganizationView;
  readonly isFormer: boolean;
}

const findBySlug = query<FindBySlugInput, FindBySlugInput, FoundBySlug | null, 'account_inactive'>(
  z.strictObject({ slug: textSchema(256) }),
  async ({ storage }, actor, input) => {
    const slug = parseSlug(input.slug, new Set(), ['slug']);
    if (!slug.ok || (actor.kind !== 'user' && actor.kind !== 'system')) return ok(null);
    const viewer = actor.kind === 'user' ? actor.userId : null;
    const standing = await storage.organizations.findBySlug(slug.value, viewer);
    if (standing?.organization == null) return ok(null);
    const organization = standing.organization.value;
    const found = {
      organization: organizationView(organization),
      isFormer: /* SLUG-27 */ organization.slug !== slug.value,
    };
    if (viewer === null) return ok(organization.deletedAt === undefined ? found : null);
    if (standing.membership === null) return ok(null);
    const authority = authorityIn(standing, 'organization:read');
    if (authority.ok) return ok(found);
    const isInactive = authority.refusal.code === 'account_inactive';
    return isInactive ? denied('account_inactive') : ok(null);
  },
);

/** Whose organizations, and which page of them. */
export interface ListOfUserInput extends PageInput {
  /** The actor where absent. Of somebody else only for the embedding service. */
  readonly userId?: string | undefined;
}

interface ListOfUser extends PageInput {
  readonly userId?: UserId | undefined;
}

const membershipKey: KeyCodec<MembershipId> = idKey(parseMembershipId);

const listOfUser = query<
  ListOfUserInput,
  ListOfUser,
  Page<OrganizationOfUserView>,
  'permission_denied'
>(
  z.strictObject({ userId: userIdSchema.optional(), ...pageFields }),
  async (context, actor, input) => {
    const about = selfOrSystem(actor, input.userId);
    if (!about.ok) return about;
    const userId = about.value;
    const name = `organizations of ${userId}`;
    const keyset = await keysetOf(context, name, membershipKey, input);
    if (!keyset.ok) return keyset;
    const slice = await context.storage.organizations.listByMember(userId, keyset.value);
    return ok(
      await pageOf(context, name, membershipKey, slice, ({ organization, role, joinedAt }) => ({
        organization: organizationView(organization),
        role,
        joinedAt,
      })),
    );
  },
);

/** Whose audit trail, and which page of it. */
export interface AuditInput extends OfOrganizationInput, PageInput {}

interface Audit extends PageInput {
  readonly organizationId: OrganizationId;
}

const journalKey: KeyCodec<JournalKey> = {
  write: ({ at, id }) => [at.toISOString(), id],
  read([time = '', text = '', ...rest]) {
    const at = new Date(time);
    const id = parseOperationId(text);
    return id === null || rest.length > 0 || Number.isNaN(at.getTime()) ? null : { at, id };
  },
};

const audit = query<AuditInput, Audit, Page<AuditView>, AuthorityRefusal>(
  z.strictObject({ organizationId: organizationIdSchema, ...pageFields }),
  async (context, actor, input) => {
    const { storage } = context;
    const { organizationId } = input;
    const name = `audit of ${organizationId}`;
    const keyset = await keysetOf(context, name, journalKey, input);
    if (!keyset.ok) return keyset;
    const authority = await authorityOver(
      storage,
      actor,
      organizationId,
      /* JOURNAL-2 */ 'audit:read',
    );
    if (!authority.ok) return authority;
    const slice = await storage.journal.listByOrganization(organizationId, keyset.value);
    const commands = slice.items.filter((entry): entry is CommandEntry => entry.kind === 'command');
    const page = { ...slice, items: commands };
    return ok(
      await pageOf(context, name, journalKey, page, (entry) => auditView(entry, organizationId)),
    );
  },
);

/** What an organization is, from its founding to its end. */
export interface Organizations {
  /**
   * A new organization with the actor as its first admin. The slug is made from the name unless asked for.
   * Refused: `name_invalid`, `slug_invalid`, `slug_reserved`, `slug_taken` (only for a slug that was asked for),
   * `organization_limit_reached`, `account_inactive`.
   */
  readonly found: Verb<FoundInput, OrganizationView, FoundRefusal>;
  /** The user's personal organization, made where it is missing. By the user or the embedding service. */
  readonly ensurePersonal: Verb<EnsurePersonalInput, OrganizationView, EnsurePersonalRefusal>;
  /** For members; to everybody else it does not exist. */
  readonly get: Query<OfOrganizationInput, OrganizationView, AuthorityRefusal>;
  /** By its slug, or one it had before; null where the actor knows of none. One statement. */
  readonly findBySlug: Query<FindBySlugInput, FoundBySlug | null, 'account_inactive'>;
  /** The organizations, not deleted, of which a user is a member, in the order of joining. One statement. */
  readonly listOfUser: Query<ListOfUserInput, Page<OrganizationOfUserView>, 'permission_denied'>;
  /** Changes the fields given; null takes one away. By admins. */
  readonly updateProfile: Verb<UpdateProfileInput, OrganizationView, UpdateProfileRefusal>;
  /** The embedding service vouches that the contact address is the organization's, which holds until another one is named. */
  readonly verifyContact: Verb<VerifyContactInput, OrganizationView, VerifyContactRefusal>;
  /** Another display name; the slug stays. By admins. Refused: `name_invalid`. */
  readonly rename: Verb<RenameInput, OrganizationView, RenameRefusal>;
  /**
   * Another slug, taken as it is or refused; the one before redirects and stays the organization's own. By admins. Refused:
   * `slug_invalid`, `slug_reserved`, `slug_taken`, `rate_limited` within a day, `former_slug_limit_reached`.
   */
  readonly changeSlug: Verb<ChangeSlugInput, OrganizationView, ChangeSlugRefusal>;
  /** A slug for this name that is free at the moment. Refused: `name_invalid`. */
  readonly suggestSlug: Query<
    SuggestSlugInput,
    SuggestedSlug,
    'name_invalid' | 'permission_denied'
  >;
  /** Whether a slug could be taken, and if not, why. */
  readonly checkSlug: Query<CheckSlugInput, SlugCheck, AuthorityRefusal>;
  /**
   * Soft: members and slugs stay for 30 days, pending invitations are revoked for good. By admins. Refused:
   * `personal_organization`, which goes with its owner's account; `organization_has_apps` where some are live or in review.
   */
  readonly delete: Verb<OfOrganizationInput, DeletedOrganizationView, DeleteOrganizationRefusal>;
  /** Members and slugs are as they were. By admins. Refused: `restore_window_over`, `last_admin` where nobody could lead it. */
  readonly restore: Verb<OfOrganizationInput, OrganizationView, RestoreOrganizationRefusal>;
  /** The deleted organizations that the actor could restore. */
  readonly listDeleted: Query<object, readonly DeletedOrganizationView[], ListDeletedRefusal>;
  /** Takes a deleted organization away for good with its apps, and frees its slugs, but not the package names. By the embedding service. Refused: `organization_not_deleted`. */
  readonly purge: Task<OfOrganizationInput, { readonly count: number }, PurgeOrganizationRefusal>;
  /**
   * One organization exactly as the documented data models draw it, without tokens. By admins. Refused:
   * `too_many_members` above 1,000, for which `memberships.list` has pages.
   */
  readonly document: Query<OfOrganizationInput, DocumentedOrganization, DocumentRefusal>;
  /** What was done in the organization, newest first. By admins. */
  readonly audit: Query<AuditInput, Page<AuditView>, AuthorityRefusal>;
}

export function organizations(context: Context): Organizations {
  return {
    found: foundOrganization(context),
    ensurePersonal: ensurePersonal(context),
    get: get(context),
    findBySlug: findBySlug(context),
    listOfUser: listOfUser(context),
    updateProfile: updateProfile(context),
    verifyContact: verifyContact(context),
    rename: rename(context),
    changeSlug: changeSlug(context),
    suggestSlug: suggestSlug(context),
    checkSlug: checkSlug(context),
    delete: deleteOrganization(context),
    restore: restoreOrganization(context),
    listDeleted: listDeleted(context),
    purge: purgeOrganization(context),
    document: document(context),
    audit: audit(context),
  };
}
