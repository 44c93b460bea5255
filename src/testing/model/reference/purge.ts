// Purges users and organizations, with one journal entry for each step.

import type { Action } from '../../../domain/journal/journal-entry.js';
import { findPersonalOrganization, listActiveAdminIds } from './access.js';
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
  const before = model.slugs.size + model.memberships.size + model.invitations.size;
  recordJournalEntry(model, action, id, [id]);
  deleteWhere(model.memberships, ({ organization }) => organization === id);
  deleteWhere(model.invitations, ({ organization }) => organization === id);
  recordJournalEntry(model, action, id, [id]);
  deleteWhere(model.slugs, (organization) => organization === id);
  model.organizations.delete(id);
  recordJournalEntry(model, action, id, [id]);
  const after = model.slugs.size + model.memberships.size + model.invitations.size;
  return before - after + 1;
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
        count + replaceContactsByAnotherAdmin(model, key) + purgeInvitationsToEmail(model, key, id),
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
    row.contactEmail = model.users.get(admin)?.email ?? placeholderContactEmail;
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

export function deleteWhere<T>(rows: Map<string, T>, matches: (row: T) => boolean): void {
  for (const [id, row] of rows) if (matches(row)) rows.delete(id);
}
