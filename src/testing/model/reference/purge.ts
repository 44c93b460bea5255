// Purges users and organizations, with one journal entry for each step.

import type { Action } from '../../../domain/journal/journal-entry.js';
import { findPersonalOrganization, listActiveAdminIds } from './access.js';
import type { ModelApp } from './app-rows.js';
import { emptyManifest } from './manifests.js';
import {
  type ModelOrganization,
  type ModelUser,
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
} from './reference-model.js';
import { emailKeyOf } from './text-rules.js';

/** The contact of an organization without an admin who can sign in. */
const placeholderContactEmail = 'nobody@contact.invalid';

/** Deletes the organization and its rows. Returns the number of deleted rows. */
export function purgeOrganization(
  model: ReferenceModel,
  { id }: ModelOrganization,
  action: Action = 'organization.purge',
): number {
  const before = countRows(model);
  recordJournalEntry(model, action, id, [id]);
  deleteWhere(model.memberships, ({ organization }) => organization === id);
  deleteWhere(model.invitations, ({ organization }) => organization === id);
  deleteWhere(model.apiKeys, ({ owner }) => owner.organizationId === id);
  recordJournalEntry(model, action, id, [id]);
  const apps = rowsWhere(
    model.apps,
    ({ organization, archivedAt }) => organization === id && archivedAt === null,
  );
  for (const app of apps) archiveApp(model, app, action);
  deleteWhere(model.slugs, (organization) => organization === id);
  model.organizations.delete(id);
  recordJournalEntry(model, action, id, [id]);
  return before - countRows(model) + apps.length + 1;
}

function countRows({ slugs, memberships, invitations, ...model }: ReferenceModel): number {
  return [slugs, memberships, invitations, model.submissions, model.apiKeys].reduce(
    (count, rows) => count + rows.size,
    0,
  );
}

/** Of an archived app, only the package name is left, which stays taken. */
export function archiveApp(model: ReferenceModel, app: ModelApp, action: Action): void {
  deleteWhere(model.submissions, (row) => row.app === app.id);
  deleteWhere(model.apiKeys, ({ owner }) => owner.appId === app.id);
  recordJournalEntry(model, action, app.id, [app.organization]);
  Object.assign(app, {
    manifest: emptyManifest('Archived'),
    revision: app.revision + 1,
    changedBy: undefined,
    createdBy: undefined,
    visibility: 'private',
    testers: [],
    live: null,
    enforcement: 'none',
    enforcedAt: null,
    enforcementReason: undefined,
    delistedAt: null,
    deletedAt: app.deletedAt ?? model.now,
    archivedAt: model.now,
  } satisfies Partial<ModelApp>);
}

/** Deletes the user, their personal organization and the invitations to their address. Replaces the address where it is a contact. Returns the number of changed and deleted rows. */
export function purgeUser(model: ReferenceModel, user: ModelUser): number {
  const { id } = user;
  const isHeld = (key: string) =>
    rowsWhere(model.users, ({ email }) => emailKeyOf(email) === key).length > 0;
  const keys = [emailKeyOf(user.email), ...user.formerEmails.filter((key) => !isHeld(key))];
  recordJournalEntry(model, 'user.purge', id, []);
  const personal = findPersonalOrganization(model, id);
  const removedRows = personal === undefined ? 0 : purgeOrganization(model, personal, 'user.purge');
  return (
    removedRows +
    keys.reduce(
      (count, key) =>
        count +
        replaceContactsByAnotherAdmin(model, key) +
        purgeInvitationsToEmail(model, key, id) +
        removeTester(model, key, id),
      0,
    ) +
    purgeAccountRow()
  );

  function purgeAccountRow(): number {
    model.users.delete(id);
    recordJournalEntry(model, 'user.purge', id, []);
    return 1;
  }
}

/** Where the address was the contact of an organization, sets the address of another admin. */
function replaceContactsByAnotherAdmin(model: ReferenceModel, emailKey: string): number {
  const own = (row: ModelOrganization) => emailKeyOf(row.contactEmail) === emailKey;
  const rows = rowsWhere(model.organizations, own);
  for (const row of rows) {
    const [admin = ''] = listActiveAdminIds(model, row.id);
    setContact(row, model.users.get(admin)?.email ?? placeholderContactEmail);
    row.updatedAt = model.now;
    recordJournalEntry(model, 'user.purge', row.id, [row.id]);
  }
  return rows.length;
}

function purgeInvitationsToEmail(
  model: ReferenceModel,
  emailKey: string,
  purgedUserId: string,
): number {
  const rows = rowsWhere(model.invitations, ({ email }) => emailKeyOf(email) === emailKey);
  for (const organization of new Set(rows.map((row) => row.organization))) {
    recordJournalEntry(model, 'user.purge', purgedUserId, [organization]);
  }
  deleteWhere(model.invitations, ({ email }) => emailKeyOf(email) === emailKey);
  return rows.length;
}

/** A new contact address is not verified. */
export function setContact(organization: ModelOrganization, contactEmail: string): void {
  if (organization.contactEmail !== contactEmail) organization.contactVerifiedAt = null;
  organization.contactEmail = contactEmail;
}

function removeTester(model: ReferenceModel, emailKey: string, purgedUserId: string): number {
  const isPurged = (tester: string) => emailKeyOf(tester) === emailKey;
  const apps = rowsWhere(model.apps, ({ testers }) => testers.some(isPurged));
  for (const organization of new Set(apps.map((app) => app.organization))) {
    recordJournalEntry(model, 'user.purge', purgedUserId, [organization]);
  }
  for (const app of apps) app.testers = app.testers.filter((tester) => !isPurged(tester));
  return apps.length;
}

export function deleteWhere<T>(rows: Map<string, T>, matches: (row: T) => boolean): void {
  for (const [id, row] of rows) if (matches(row)) rows.delete(id);
}
