// Reads all rows that a sequence has written to a storage, and keeps the fields that the model also has.

import type { ApiKey } from '../../domain/app/api-key.js';
import type { JournalEntry } from '../../domain/journal/journal-entry.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import { parseOrganizationId, parseUserId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import type { User } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';
import { comparableAppDump, comparableKey, dumpApps, type StoredAppRows } from './dump-apps.js';
import type { NameMapping } from './name-mapping.js';
import { listAllIdsEverGiven, type ReferenceModel } from './reference/index.js';

export interface StorageDump {
  readonly users: readonly (Versioned<User> | null)[];
  readonly organizations: readonly StoredOrganizationRows[];
  readonly apps: readonly StoredAppRows[];
}

interface StoredOrganizationRows {
  readonly organization: Versioned<Organization> | null;
  readonly memberships: readonly Versioned<Membership>[];
  readonly invitations: readonly Versioned<Invitation>[];
  readonly slugs: readonly Versioned<SlugRecord>[];
  readonly keys: readonly Versioned<ApiKey>[];
  readonly journal: readonly JournalEntry[];
}

const maxRowsPerList = 1_000;

/** The rows of all users and organizations that ever existed, so that rows left after a purge are found. */
export async function dumpStorage(
  storage: Storage,
  model: ReferenceModel,
  names: NameMapping,
): Promise<StorageDump> {
  const userIds = listAllIdsEverGiven(model, 'user').flatMap(
    (name) => parseUserId(names.realOf(name)) ?? [],
  );
  const organizationIds = listAllIdsEverGiven(model, 'organization').flatMap(
    (name) => parseOrganizationId(names.realOf(name)) ?? [],
  );
  return {
    users: await Promise.all(userIds.map((id) => storage.users.findById(id))),
    organizations: await Promise.all(
      organizationIds.map(async (id) => ({
        organization: await storage.organizations.findById(id),
        memberships: await storage.memberships.listAllByOrganization(id, maxRowsPerList),
        invitations: await storage.invitations.listAllByOrganization(id, maxRowsPerList),
        slugs: await storage.slugs.listAllByOrganization(id),
        keys: await storage.apiKeys.listByOwner(
          { kind: 'organization', organizationId: id },
          maxRowsPerList,
        ),
        journal: (
          await storage.journal.listByOrganization(id, {
            limit: maxRowsPerList,
            after: null,
            skip: 0,
          })
        ).items,
      })),
    ),
    apps: await dumpApps(storage, model, names),
  };
}

/** The dump with only the fields that the model has; slugs by the model's names. */
export function comparableDump(
  { users, organizations, apps }: StorageDump,
  names: NameMapping,
): object {
  return {
    users: users.map((row) => row && comparableUser(row.value)),
    organizations: organizations.map(
      ({ organization, memberships, invitations, slugs, keys, journal }) => ({
        organization: organization && comparableOrganization(organization.value),
        memberships: memberships.map(({ value }) => comparableMembership(value)),
        invitations: invitations.map(({ value }) => comparableInvitation(value)),
        slugs: Object.fromEntries(
          slugs.map(({ value: { slug, state } }) => [names.symbolOf(slug), state]),
        ),
        keys: keys.map(({ value }) => comparableKey(value)),
        entries: journal.length,
      }),
    ),
    apps: comparableAppDump(apps),
  };
}

function comparableUser({
  id,
  email,
  emailVerified,
  name,
  state,
  defaultOrg,
  ...user
}: User): object {
  const { blockedOrganizations, deletedAt, suspendedAt } = user;
  const { publicMetadata, privateMetadata, metadataVersion } = user;
  return {
    id,
    email,
    emailVerified,
    name,
    state,
    defaultOrg,
    blockedOrganizations,
    deletedAt,
    suspendedAt,
    publicMetadata,
    privateMetadata,
    metadataVersion,
  };
}

function comparableOrganization({
  id,
  name,
  slug,
  profile,
  ...organization
}: Organization): object {
  const { createdBy, personalOf, deletedAt, slugChangedAt, restoreCount, externalId } =
    organization;
  const { contactVerifiedAt } = organization;
  const { publicMetadata, privateMetadata, metadataVersion } = organization;
  return {
    id,
    name,
    slug,
    profile,
    createdBy,
    personalOf,
    deletedAt,
    slugChangedAt,
    contactVerifiedAt,
    restoreCount,
    externalId,
    publicMetadata,
    privateMetadata,
    metadataVersion,
  };
}

function comparableMembership({ id, userId, role, state, ...membership }: Membership): object {
  const { joinedAt, leftAt, publicMetadata, privateMetadata, metadataVersion } = membership;
  return {
    ...{ id, userId, role, state, joinedAt, leftAt },
    ...{ publicMetadata, privateMetadata, metadataVersion },
  };
}

function comparableInvitation({
  id,
  email,
  role,
  language,
  state,
  ...invitation
}: Invitation): object {
  const { revision, invitedBy, invitedAt, expiresAt, closedAt, closedBy } = invitation;
  const { emailSentCount, lastEmailSentAt, delivery, sendWindow } = invitation;
  return {
    ...{ id, email, role, language, state, revision, invitedBy, invitedAt, expiresAt },
    ...{ closedAt, closedBy, emailSentCount, lastEmailSentAt, delivery, sendWindow },
  };
}
