// The organizations service: all use cases of organizations.

import type { DocumentedOrganization } from '../../domain/organization/documented-organization.js';
import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import type { Page } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import type { AuthorizationRefusalCode } from '../use-case/authorization.js';
import type { Command } from '../use-case/command.js';
import type { Query } from '../use-case/query.js';
import type { Task } from '../use-case/task.js';
import type {
  OrganizationOfUserView,
  OrganizationSummaryView,
  OrganizationView,
} from '../views.js';
import type { AuditView } from './audit.js';
import { type AuditInput, auditQuery } from './audit.js';
import {
  type ChangeSlugInput,
  type ChangeSlugRefusalCode,
  changeSlugCommand,
} from './change-slug.js';
import {
  type CreateOrganizationInput,
  type CreateOrganizationRefusalCode,
  createOrganizationCommand,
} from './create.js';
import {
  type DeletedOrganizationView,
  type DeleteOrganizationRefusalCode,
  deleteOrganizationCommand,
} from './delete.js';
import {
  type EnsurePersonalInput,
  type EnsurePersonalRefusalCode,
  ensurePersonalCommand,
} from './ensure-personal.js';
import { type FindByExternalIdInput, findByExternalIdQuery } from './find-by-external-id.js';
import { type FindBySlugInput, findBySlugQuery, type OrganizationBySlug } from './find-by-slug.js';
import { getOrganizationQuery } from './get.js';
import { type GetDocumentedRefusalCode, getDocumentedQuery } from './get-documented.js';
import { type ListOrganizationsInput, listOrganizationsQuery } from './list.js';
import { type ListDeletedOrganizationsRefusalCode, listDeletedQuery } from './list-deleted.js';
import {
  type ListForUserInput,
  type ListForUserRefusalCode,
  listForUserQuery,
} from './list-for-user.js';
import type { OrganizationIdInput } from './organization-input.js';
import { type PurgeOrganizationRefusalCode, purgeOrganizationTask } from './purge.js';
import { type RenameInput, type RenameRefusalCode, renameOrganizationCommand } from './rename.js';
import { type RestoreOrganizationRefusalCode, restoreOrganizationCommand } from './restore.js';
import {
  type SetExternalIdInput,
  type SetExternalIdRefusalCode,
  setExternalIdCommand,
} from './set-external-id.js';
import {
  type CheckSlugInput,
  checkSlugQuery,
  type SlugCheck,
  type SuggestedSlug,
  type SuggestSlugInput,
  type SuggestSlugRefusalCode,
  suggestSlugQuery,
} from './suggest-check-slug.js';
import {
  type UpdateOrganizationMetadataInput,
  type UpdateOrganizationMetadataRefusalCode,
  updateOrganizationMetadataCommand,
} from './update-metadata.js';
import {
  type UpdateProfileInput,
  type UpdateProfileRefusalCode,
  updateProfileCommand,
} from './update-profile.js';
import {
  type VerifyContactInput,
  type VerifyContactRefusalCode,
  verifyContactCommand,
} from './verify-contact.js';

/** Creates, changes, finds, deletes and restores organizations. */
export interface Organizations<R extends string = BuiltInRole> {
  /**
   * Creates an organization with the actor as its first admin. Without `slug` the slug is made from the name.
   * Refused: `name_invalid`, `slug_invalid`, `slug_reserved` and `slug_taken` for a given slug, `organization_limit_reached`,
   * `account_inactive`.
   */
  readonly create: Command<
    CreateOrganizationInput,
    OrganizationView,
    CreateOrganizationRefusalCode
  >;
  /** Returns the user's personal organization, and creates it if it is missing. For the user or the embedding service. */
  readonly ensurePersonal: Command<
    EnsurePersonalInput,
    OrganizationView,
    EnsurePersonalRefusalCode
  >;
  /** Returns the organization. Needs `organization:read`. Who is not a member gets `organization_not_found`. */
  readonly get: Query<OrganizationIdInput, OrganizationView, AuthorizationRefusalCode>;
  /** Finds an organization by its current slug or a former one. Null if there is none, or the actor lacks `organization:read` in it. One statement if the actor is a member. */
  readonly findBySlug: Query<FindBySlugInput, OrganizationBySlug | null, 'account_inactive'>;
  /** Finds an organization by its external id, also a deleted one. Null if there is none. For the embedding service. One statement. */
  readonly findByExternalId: Query<
    FindByExternalIdInput,
    OrganizationView | null,
    'permission_denied'
  >;
  /** Lists the organizations of which a user is a member, without deleted ones, in the order of joining. */
  readonly listForUser: Query<
    ListForUserInput,
    Page<OrganizationOfUserView<R>>,
    ListForUserRefusalCode
  >;
  /**
   * Lists all organizations, with personal ones: by the beginning of the name or of the slug, by state, by the time of
   * creation. Without a prefix in the order of creation. For the embedding service. With a prefix and a time, a page can have
   * fewer organizations, and even none, although more follow. One statement.
   */
  readonly list: Query<ListOrganizationsInput, Page<OrganizationSummaryView>, 'permission_denied'>;
  /** Changes the given fields of the profile; null removes a field. Needs `organization:update`. */
  readonly updateProfile: Command<UpdateProfileInput, OrganizationView, UpdateProfileRefusalCode>;
  /** Marks the contact address as verified, until another address is set. For the embedding service. Refused: `contact_email_mismatch`. */
  readonly verifyContact: Command<VerifyContactInput, OrganizationView, VerifyContactRefusalCode>;
  /**
   * Sets the external id: the id of the organization in the data of the embedding service, which alone sees it; null removes
   * it. A deleted organization keeps it until its purge, unless it is removed here. For the embedding service. Refused:
   * `external_id_taken`.
   */
  readonly setExternalId: Command<SetExternalIdInput, OrganizationView, SetExternalIdRefusalCode>;
  /**
   * Changes the metadata: each given name gets its new value, null removes it, and all others stay. Members see the public
   * one, and nobody but the embedding service the private one. For the embedding service. Refused: `metadata_conflict` if
   * `expectedVersion` is given and not the `metadataVersion` of the organization.
   */
  readonly updateMetadata: Command<
    UpdateOrganizationMetadataInput,
    OrganizationView,
    UpdateOrganizationMetadataRefusalCode
  >;
  /** Changes the display name; the slug stays. Needs `organization:update`. Refused: `name_invalid`. */
  readonly rename: Command<RenameInput, OrganizationView, RenameRefusalCode>;
  /**
   * Changes the slug. The former slug redirects, and no other organization can take it. Needs `organization:update`.
   * Refused: `slug_invalid`, `slug_reserved`, `slug_taken`, `rate_limited` within `policy.slugChangeInterval` (1 day by
   * default) of the last change, `former_slug_limit_reached`.
   */
  readonly changeSlug: Command<ChangeSlugInput, OrganizationView, ChangeSlugRefusalCode>;
  /** Returns a slug for this name that is free at the moment. Refused: `name_invalid`. */
  readonly suggestSlug: Query<SuggestSlugInput, SuggestedSlug, SuggestSlugRefusalCode>;
  /** Returns whether a slug is free, and if not, why. */
  readonly checkSlug: Query<CheckSlugInput, SlugCheck, AuthorizationRefusalCode>;
  /**
   * Deletes the organization; `restore` undoes it within `policy.restoreWindow` (30 days by default). Members and slugs
   * stay, pending invitations are revoked for good. Needs `organization:delete`. Refused: `personal_organization`, which
   * is deleted with its owner's account; `organization_has_apps` if apps are live or in review.
   */
  readonly delete: Command<
    OrganizationIdInput,
    DeletedOrganizationView,
    DeleteOrganizationRefusalCode
  >;
  /** Restores a deleted organization with its members and slugs. Needs `organization:delete`. Refused: `restore_window_over`, `last_admin` if no admin can sign in. */
  readonly restore: Command<OrganizationIdInput, OrganizationView, RestoreOrganizationRefusalCode>;
  /** Lists the deleted organizations that the actor can restore. */
  readonly listDeleted: Query<
    object,
    readonly DeletedOrganizationView[],
    ListDeletedOrganizationsRefusalCode
  >;
  /** Removes a deleted organization and its apps for good. Frees its slugs, but not the package names. For the embedding service. Refused: `organization_not_deleted`, `personal_organization`. */
  readonly purge: Task<
    OrganizationIdInput,
    { readonly count: number },
    PurgeOrganizationRefusalCode
  >;
  /**
   * Returns the organization in the shape of the documented data models, without tokens. Needs `members:manage`.
   * Refused: `too_many_members` above 1,000 members; `memberships.list` gives those in pages.
   */
  readonly getDocumented: Query<
    OrganizationIdInput,
    DocumentedOrganization<R>,
    GetDocumentedRefusalCode
  >;
  /** Lists what was done in the organization (its audit trail), newest first. Needs `audit:read`. */
  readonly audit: Query<AuditInput, Page<AuditView>, AuthorizationRefusalCode>;
}

export function createOrganizationsService(deps: Dependencies): Organizations<Role> {
  return {
    create: createOrganizationCommand(deps),
    ensurePersonal: ensurePersonalCommand(deps),
    get: getOrganizationQuery(deps),
    findBySlug: findBySlugQuery(deps),
    findByExternalId: findByExternalIdQuery(deps),
    listForUser: listForUserQuery(deps),
    list: listOrganizationsQuery(deps),
    updateProfile: updateProfileCommand(deps),
    verifyContact: verifyContactCommand(deps),
    setExternalId: setExternalIdCommand(deps),
    updateMetadata: updateOrganizationMetadataCommand(deps),
    rename: renameOrganizationCommand(deps),
    changeSlug: changeSlugCommand(deps),
    suggestSlug: suggestSlugQuery(deps),
    checkSlug: checkSlugQuery(deps),
    delete: deleteOrganizationCommand(deps),
    restore: restoreOrganizationCommand(deps),
    listDeleted: listDeletedQuery(deps),
    purge: purgeOrganizationTask(deps),
    getDocumented: getDocumentedQuery(deps),
    audit: auditQuery(deps),
  };
}
