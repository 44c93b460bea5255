// The methods of `organizations`, except those of slugs.

import type { Action } from '../../../domain/journal/journal-entry.js';
import {
  findActiveMembership,
  findPersonalOrganization,
  isLive,
  isPerson,
  listActiveAdminIds,
  listActiveMemberships,
  listActiveMembershipsOfUser,
  requireActiveUser,
  requirePermittedOrganization,
  requirePerson,
  requireReadableOrganization,
  requireSelfOrSystem,
  requireSystem,
  requireUser,
} from './access.js';
import { addOrganizationWithAdmin } from './add-organization.js';
import { refuseAppsThatPreventDeletion } from './app-rules.js';
import { revokePendingInvitationsWhere } from './close-invitations.js';
import type { CommandHandler, ServiceHandlers } from './handlers.js';
import { listOrganizationsHandler } from './list-organizations.js';
import { requireJson, updateRow } from './metadata.js';
import { purgeOrganization, setContact } from './purge.js';
import {
  type ModelOrganization,
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  throwRefusal,
  toIsoOrUndefined,
} from './reference-model.js';
import { roleAllows } from './roles.js';
import { slugHandlers } from './slugs.js';
import { isSlug, requireEmail, requireName, requireSlug } from './text-rules.js';
import {
  deletedOrganizationView,
  isPending,
  organizationSummaryView,
  organizationView,
  splitIntoPages,
} from './views.js';

const replayOrganization = (model: ReferenceModel, caller: string, id: string): object =>
  organizationView(caller, requireReadableOrganization(model, caller, id));

const createOrganizationHandler: CommandHandler<'organizations.create'> = {
  checkInput(_model, caller, { name, slug }) {
    requirePerson(caller);
    requireName(name);
    if (slug !== undefined) requireSlug(slug);
  },
  run(model, caller, input) {
    const creator = requireActiveUser(model, caller);
    const own = (row: ModelOrganization) => row.createdBy === caller && !row.isPersonal;
    const limit = model.policy.maxOrganizationsPerUser;
    if (rowsWhere(model.organizations, own).length >= limit) {
      throwRefusal('organization_limit_reached', { limit });
    }
    if (input.slug !== undefined && model.slugs.has(input.slug)) throwRefusal('slug_taken');
    const organization = addOrganizationWithAdmin(
      model,
      creator,
      requireName(input.name),
      input,
      false,
    );
    recordJournalEntry(
      model,
      'organization.create',
      organization.id,
      [organization.id],
      [organization.id],
    );
    return organizationView(caller, organization);
  },
  replay: (model, caller, _input, [id = '']) => replayOrganization(model, caller, id),
};

const ensurePersonalOrganizationHandler: CommandHandler<'organizations.ensurePersonal'> = {
  checkInput(_model, caller, { userId }) {
    if (caller !== 'system' && caller !== userId) throwRefusal('permission_denied');
  },
  run(model, caller, { userId }) {
    requireUser(model, userId);
    requireActiveUser(model, userId);
    const personal = findPersonalOrganization(model, userId);
    if (personal === undefined) throw new Error(`${userId} has no personal organization`);
    return organizationView(caller, personal);
  },
  replay: () => {
    throw new Error(
      'a repeated ensurePersonal cannot occur: every account of a sequence has its personal organization from the start',
    );
  },
};

const renameOrganizationHandler: CommandHandler<'organizations.rename'> = {
  checkInput: (_model, _caller, { name }) => void requireName(name),
  run(model, caller, input) {
    const organization = requirePermittedOrganization(
      model,
      caller,
      input.organizationId,
      'organization:update',
    );
    const name = requireName(input.name);
    if (organization.name !== name)
      recordOrganizationChange(model, organization, 'organization.rename');
    organization.name = name;
    return organizationView(caller, organization);
  },
  replay: (model, caller, { organizationId }) => replayOrganization(model, caller, organizationId),
};

const updateProfileHandler: CommandHandler<'organizations.updateProfile'> = {
  checkInput: (_model, _caller, { contactEmail }) =>
    void (contactEmail === undefined || requireEmail(contactEmail)),
  run(model, caller, { organizationId, ...input }) {
    const organization = requirePermittedOrganization(
      model,
      caller,
      organizationId,
      'organization:update',
    );
    const before = JSON.stringify(organizationView(caller, organization));
    for (const field of ['website', 'description', 'logo'] as const) {
      if (input[field] !== undefined) organization[field] = input[field] ?? undefined;
    }
    if (input.contactEmail !== undefined)
      setContact(organization, requireEmail(input.contactEmail));
    if (JSON.stringify(organizationView(caller, organization)) !== before) {
      recordOrganizationChange(model, organization, 'organization.update_profile');
    }
    return organizationView(caller, organization);
  },
  replay: (model, caller, { organizationId }) => replayOrganization(model, caller, organizationId),
};

const deleteOrganizationHandler: CommandHandler<'organizations.delete'> = {
  run(model, caller, { organizationId }) {
    const organization = requirePermittedOrganization(
      model,
      caller,
      organizationId,
      'organization:delete',
    );
    refusePersonalOrganization(organization);
    refuseAppsThatPreventDeletion(model, organizationId);
    organization.deletedAt = model.now;
    revokePendingInvitationsWhere(model, caller, (row) => row.organization === organizationId);
    recordOrganizationChange(model, organization, 'organization.delete');
    return deletedOrganizationView(model, organization);
  },
  replay: (model, caller, { organizationId }) =>
    deletedOrganizationView(
      model,
      requirePermittedOrganization(model, caller, organizationId, 'organization:delete', true),
    ),
};

const restoreOrganizationHandler: CommandHandler<'organizations.restore'> = {
  run(model, caller, { organizationId }) {
    const organization = requirePermittedOrganization(
      model,
      caller,
      organizationId,
      'organization:delete',
      true,
    );
    if (organization.deletedAt === null) return organizationView(caller, organization);
    refusePersonalOrganization(organization);
    if (!isRestorable(model, organization)) throwRefusal('restore_window_over');
    if (listActiveAdminIds(model, organizationId).length === 0) {
      throwRefusal('last_admin', { organizationIds: [organizationId] });
    }
    organization.deletedAt = null;
    organization.restoreCount += 1;
    recordOrganizationChange(model, organization, 'organization.restore');
    return organizationView(caller, organization);
  },
  replay: (model, caller, { organizationId }) => replayOrganization(model, caller, organizationId),
};

const verifyContactHandler: CommandHandler<'organizations.verifyContact'> = {
  checkInput(_model, caller, { contactEmail }) {
    requireSystem(caller);
    requireEmail(contactEmail);
  },
  run(model, caller, { organizationId, contactEmail }) {
    const organization = requirePermittedOrganization(
      model,
      caller,
      organizationId,
      'organization:update',
    );
    if (organization.contactEmail !== requireEmail(contactEmail))
      throwRefusal('contact_email_mismatch');
    if (organization.contactVerifiedAt === null)
      recordOrganizationChange(model, organization, 'organization.verify_contact');
    organization.contactVerifiedAt ??= model.now;
    return organizationView(caller, organization);
  },
  replay: (model, caller, { organizationId }) => replayOrganization(model, caller, organizationId),
};

const setExternalIdHandler: CommandHandler<'organizations.setExternalId'> = {
  checkInput: (_model, caller) => requireSystem(caller),
  run(model, caller, { organizationId, externalId: given }) {
    const organization = model.organizations.get(organizationId);
    if (organization === undefined) return throwRefusal('organization_not_found');
    const externalId = given ?? undefined;
    const isHeld = (row: ModelOrganization) => row !== organization && row.externalId === given;
    if (rowsWhere(model.organizations, isHeld).length > 0) throwRefusal('external_id_taken');
    if (organization.externalId !== externalId)
      recordOrganizationChange(model, organization, 'organization.set_external_id');
    organization.externalId = externalId;
    return organizationView(caller, organization);
  },
  replay(model, caller, { organizationId }) {
    const organization = model.organizations.get(organizationId);
    return organization === undefined
      ? throwRefusal('organization_not_found')
      : organizationView(caller, organization);
  },
};

const updateMetadataHandler: CommandHandler<'organizations.updateMetadata'> = {
  checkInput(_model, caller, input) {
    requireJson(input);
    requireSystem(caller);
  },
  run(model, caller, { organizationId, ...patch }) {
    const organization = requireReadableOrganization(model, caller, organizationId);
    const changed = updateRow(organization, patch);
    if (changed === 'public')
      recordOrganizationChange(model, organization, 'organization.update_metadata');
    if (changed === 'private')
      recordJournalEntry(model, 'organization.update_metadata', organizationId, []);
    return organizationView(caller, organization);
  },
  replay: (model, caller, { organizationId }) => replayOrganization(model, caller, organizationId),
};

export const organizationHandlers: ServiceHandlers<'organizations'> = {
  ...slugHandlers,
  'organizations.create': createOrganizationHandler,
  'organizations.ensurePersonal': ensurePersonalOrganizationHandler,
  'organizations.rename': renameOrganizationHandler,
  'organizations.updateProfile': updateProfileHandler,
  'organizations.verifyContact': verifyContactHandler,
  'organizations.setExternalId': setExternalIdHandler,
  'organizations.updateMetadata': updateMetadataHandler,
  'organizations.delete': deleteOrganizationHandler,
  'organizations.restore': restoreOrganizationHandler,

  'organizations.purge'(model, caller, { organizationId }) {
    requireSystem(caller);
    const organization = model.organizations.get(organizationId);
    if (organization === undefined) return throwRefusal('organization_not_found');
    refusePersonalOrganization(organization);
    if (organization.deletedAt === null) throwRefusal('organization_not_deleted');
    return { count: purgeOrganization(model, organization) };
  },

  'organizations.listDeleted'(model, caller) {
    requireActiveUser(model, requirePerson(caller));
    return listActiveMembershipsOfUser(model, caller).flatMap(({ role, organization: id }) => {
      const organization = model.organizations.get(id);
      const mayRestore = roleAllows(role, 'organization:delete') && !isLive(organization);
      if (organization === undefined || !mayRestore || organization.isPersonal) return [];
      return isRestorable(model, organization)
        ? [deletedOrganizationView(model, organization)]
        : [];
    });
  },

  'organizations.getDocumented'(model, caller, { organizationId }) {
    const { id, name, slug, ...row } = requirePermittedOrganization(
      model,
      caller,
      organizationId,
      'members:manage',
    );
    const { website, contactEmail, description, logo } = row;
    const pending = rowsWhere(
      model.invitations,
      (invitation) => invitation.organization === id && isPending(model, invitation),
    );
    return {
      _id: id,
      name,
      slug,
      profile: { website, contactEmail, description, logo },
      members: listActiveMemberships(model, id).map(({ user, role, joinedAt }) => ({
        user,
        role,
        joinedAt: toIsoOrUndefined(joinedAt),
      })),
      pendingInvites: pending.map((invitation) => ({
        email: invitation.email,
        role: invitation.role,
        invitedBy: invitation.inviter,
        invitedAt: toIsoOrUndefined(invitation.invitedAt),
        expiresAt: toIsoOrUndefined(invitation.expiresAt),
        emailSentCount: invitation.sentCount,
        lastEmailSentAt: toIsoOrUndefined(invitation.lastSentAt),
      })),
    };
  },

  'organizations.get': (model, caller, { organizationId }) =>
    organizationView(caller, requireReadableOrganization(model, caller, organizationId)),

  'organizations.findByExternalId'(model, caller, { externalId }) {
    requireSystem(caller);
    const [organization] = rowsWhere(model.organizations, (row) => row.externalId === externalId);
    return organization === undefined ? null : organizationView(caller, organization);
  },

  'organizations.findBySlug'(model, caller, { slug: text }) {
    if (isPerson(caller)) requireActiveUser(model, caller);
    const slug = text.toLowerCase();
    const organization = model.organizations.get(model.slugs.get(slug) ?? '');
    if (organization === undefined || !isSlug(slug)) return null;
    const isMember = findActiveMembership(model, organization.id, caller) !== undefined;
    const isVisible = caller === 'system' || isMember;
    if (!isVisible || !isLive(organization)) return null;
    return {
      organization: organizationView(caller, organization),
      isFormer: organization.slug !== slug,
    };
  },

  'organizations.listForUser'(model, caller, { userId, ...page }) {
    const subject = requireSelfOrSystem(caller, userId);
    if (isPerson(caller)) requireActiveUser(model, caller);
    const rows = listActiveMembershipsOfUser(model, subject).flatMap(
      ({ organization: id, role, joinedAt }) => {
        const organization = model.organizations.get(id);
        if (organization === undefined || !isLive(organization)) return [];
        return [
          {
            organization: organizationSummaryView(caller, organization),
            role,
            joinedAt: toIsoOrUndefined(joinedAt),
          },
        ];
      },
    );
    return splitIntoPages(rows, page);
  },

  'organizations.list': listOrganizationsHandler,

  'organizations.audit'(model, caller, { organizationId, ...page }) {
    requirePermittedOrganization(model, caller, organizationId, 'audit:read');
    const entries = model.journal.filter((entry) =>
      entry.auditOrganizationIds.includes(organizationId),
    );
    const shown = entries.map(({ at, action, subject }) => ({
      at: toIsoOrUndefined(at),
      action,
      subject,
    }));
    return splitIntoPages(shown.reverse(), page);
  },
};

function recordOrganizationChange(
  model: ReferenceModel,
  organization: ModelOrganization,
  action: Action,
): void {
  organization.updatedAt = model.now;
  recordJournalEntry(model, action, organization.id, [organization.id]);
}

function refusePersonalOrganization({ isPersonal, createdBy }: ModelOrganization): void {
  if (isPersonal) throwRefusal('personal_organization', { ownerId: createdBy });
}

function isRestorable({ now, policy }: ReferenceModel, { deletedAt }: ModelOrganization): boolean {
  return deletedAt !== null && deletedAt + policy.restoreWindow * 1000 > now;
}
