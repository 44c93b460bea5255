// Invitations for what is done to many of them: settled with a person or an organization, expired, purged.

import type { Invitation } from '../../../domain/organization/invitation.js';
import type { Versioned } from '../../../domain/shared/result.js';
import type { InvitationReads } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { objectId, plainText, type Row } from '../fields.js';
import type { Part, Reader } from '../reader.js';
import { versionedFrom } from '../tables.js';
import { allRows, firstRows } from './slices.js';

type Lists = Pick<
  InvitationReads,
  | 'pendingBy'
  | 'pendingOf'
  | 'pendingUnder'
  | 'overdue'
  | 'closedUntil'
  | 'addressedTo'
  | 'ofOrganization'
>;

export function invitationLists(reader: Reader): Lists {
  const all = async (filter: Row, hint: string) =>
    versioned(await allRows(reader, 'invitations', filter, hint));
  const first = async (filter: Row, part: Pick<Part, 'limit' | 'hint'> & Partial<Part>) =>
    versioned(await firstRows(reader, 'invitations', filter, part));
  return {
    async pendingBy(inviter, organizationId) {
      const within = organizationId === null ? {} : { organization: objectId(organizationId) };
      const filter = { invitedBy: objectId(inviter), state: 'pending', ...within };
      return all(filter, 'invitations.by_inviter');
    },
    async pendingOf(organizationId) {
      const filter = { organization: objectId(organizationId), state: 'pending' };
      return all(filter, 'invitations.by_state');
    },
    async pendingUnder(kid, now, limit) {
      const filter = { kid: plainText(kid), state: 'pending', expiresAt: { $gt: now } };
      return first(filter, { limit, hint: 'invitations.by_key' });
    },
    async overdue(now, limit) {
      const filter = { state: 'pending', expiresAt: { $lte: now } };
      const sort = { expiresAt: 1, _id: 1 } as const;
      return first(filter, { sort, limit, hint: 'invitations.overdue' });
    },
    async closedUntil(until, limit) {
      const sort = { closedAt: 1, _id: 1 } as const;
      const filter = { closedAt: { $lte: until } };
      return first(filter, { sort, limit, hint: 'invitations.by_closing' });
    },
    async addressedTo(key, limit) {
      return first({ emailKey: plainText(key) }, { limit, hint: 'invitations.by_address' });
    },
    async ofOrganization(organizationId, limit) {
      const filter = { organization: objectId(organizationId) };
      return first(filter, { limit, hint: 'invitations.by_organization' });
    },
  };
}

function versioned(rows: readonly Row[]): readonly Versioned<Invitation>[] {
  return rows.map((row) => versionedFrom(tables.invitations, row));
}
