// Statements that are true after every call.

import { canInvite, listActiveAdminIds, listActiveMemberships } from './access.js';
import type { ModelInvitation, ModelOrganization, ReferenceModel } from './reference-model.js';
import { emailKeyOf } from './text-rules.js';
import { isPending } from './views.js';

/** The statements that are false now, one sentence each. */
export function describeBrokenInvariants(model: ReferenceModel): readonly string[] {
  const organizations = [...model.organizations.values()];
  const invitations = [...model.invitations.values()];
  const pending = invitations.filter((row) => isPending(model, row));
  return [
    ...organizations.flatMap((row) =>
      hasAdminIfNeeded(model, row) ? [] : [`${row.id} has no admin`],
    ),
    ...organizations.flatMap(({ id, slug }) =>
      model.slugs.get(slug) === id ? [] : [`${id} does not have its slug ${slug}`],
    ),
    ...describeDuplicates(pending, inviteeKeyOf, 'pending invitations'),
    ...describeDuplicates(
      organizations.filter(({ isPersonal }) => isPersonal),
      ({ createdBy }) => createdBy,
      'personal organizations',
    ),
    ...describeDuplicates([...model.users.values()], ({ email }) => emailKeyOf(email), 'accounts'),
    ...pending.flatMap((row) =>
      canInvite(model, row.organization, row.inviter)
        ? []
        : [`${row.id} is pending and its inviter may not invite`],
    ),
    ...pending.flatMap((row) =>
      model.organizations.get(row.organization)?.deletedAt === null
        ? []
        : [`${row.id} is pending and its organization is deleted`],
    ),
  ];
}

/** Whether the organization needs no admin or has one; suspended admins count. */
function hasAdminIfNeeded(
  model: ReferenceModel,
  { id, isPersonal, deletedAt }: ModelOrganization,
): boolean {
  if (isPersonal || deletedAt !== null || listActiveAdminIds(model, id).length > 0) return true;
  return listActiveMemberships(model, id).some(
    ({ role, user }) => role === 'admin' && model.users.get(user)?.suspendedAt !== null,
  );
}

function inviteeKeyOf({ organization, email }: ModelInvitation): string {
  return `${organization} ${emailKeyOf(email)}`;
}

function describeDuplicates<T>(
  rows: readonly T[],
  keyOfRow: (row: T) => string,
  what: string,
): string[] {
  const keys = rows.map(keyOfRow);
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
  return repeated.map((key) => `${key} has two ${what}`);
}
