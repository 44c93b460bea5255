// The reads of invitations.

import {
  type Invitation,
  type InvitationState,
  invitationStateAt,
} from '../../../domain/organization/invitation.js';
import type { InvitationId, OrganizationId, UserId } from '../../../domain/shared/ids.js';
import { withoutMetadata } from '../../../domain/shared/metadata.js';
import type { User } from '../../../domain/user/user.js';
import type {
  InvitationOfAddressee,
  InvitationReads,
  PageRequest,
  RowPage,
} from '../../../ports/storage.js';
import { type Answer, andThen, both } from '../answer.js';
import type { RowView, StoredRow } from '../engine.js';
import { takeRowPage } from '../row-page.js';
import { afterId, find, findByKey, findValues, listOf } from '../rows.js';
import { filterMap, mapBatches, takeAll, takeFirst, walkScan } from '../walk.js';
import { readForAnswer, readForInviting } from './invitation-decisions.js';
import { pendingAt } from './pending-at.js';
import { listReads, type ReadRunner } from './read-runner.js';

export function createInvitationReads(read: ReadRunner): InvitationReads {
  return {
    ...createInvitationLists(read),
    findById: (id) => read((view) => find(view, 'invitations', id)),
    findPending: (organizationId, key) =>
      read((view) => findByKey(view, 'invitations.pending', [organizationId, key])),
    readForInviting: (...given) => read((view) => readForInviting(view, ...given)),
    readForAnswer: (...given) => read((view) => readForAnswer(view, ...given)),
    listByOrganization: (...given) => read((view) => listByOrganization(view, ...given)),
    listPendingByEmail: (...given) => read((view) => listPendingByEmail(view, ...given)),
  };
}

type ListName =
  | 'listPendingByInviter'
  | 'listPendingByOrganization'
  | 'listPendingBySigningKey'
  | 'listPendingPastExpiry'
  | 'listClosedUntil'
  | 'listByEmail'
  | 'listAllByOrganization';

/** Lists for changes to many of them: when a user or an organization is deleted, a key is revoked, or maintenance runs. */
function createInvitationLists(read: ReadRunner): Pick<InvitationReads, ListName> {
  const { all, first } = listReads(read);
  return {
    listPendingByInviter: (inviter, organizationId) =>
      read((view) => {
        const sent = walkScan(view, listOf('invitations', 'pendingByInviter', [inviter]));
        const isWanted = ({ value }: StoredRow<'invitations'>) =>
          organizationId === null || value.organizationId === organizationId;
        return takeAll(filterMap(sent, (row) => (isWanted(row) ? row : null)));
      }),

    listPendingByOrganization: (organizationId) =>
      all(listOf('invitations', 'byState', [organizationId, 'pending'])),

    listPendingBySigningKey: (kid, now, limit) =>
      read((view) => {
        const signed = walkScan(view, listOf('invitations', 'pendingBySigningKey', [kid]));
        return takeFirst(pendingAt(signed, now), limit);
      }),

    listPendingPastExpiry: (now, limit) =>
      first(listOf('invitations', 'pendingByExpiry', [], { to: [now.getTime()] }), limit),

    listClosedUntil: (until, limit) =>
      first(listOf('invitations', 'byClosedAt', [], { to: [until.getTime()] }), limit),

    listByEmail: (key, limit) => first(listOf('invitations', 'byEmail', [key]), limit),

    listAllByOrganization: (organizationId, limit) =>
      first(listOf('invitations', 'byOrganization', [organizationId]), limit),
  };
}

function listByOrganization(
  view: RowView,
  organizationId: OrganizationId,
  { state, now }: { readonly state?: InvitationState; readonly now: Date },
  pageRequest: PageRequest<InvitationId>,
): Answer<RowPage<Invitation, InvitationId>> {
  const range = { ...afterId(pageRequest.after), isDescending: true };
  // An expired invitation may still be stored as pending.
  const candidates =
    state === undefined || state === 'expired'
      ? listOf('invitations', 'byOrganization', [organizationId], range)
      : listOf('invitations', 'byState', [organizationId, state], range);
  const inState = filterMap(walkScan(view, candidates), ({ value }) =>
    state === undefined || invitationStateAt(value, now) === state ? value : null,
  );
  return takeRowPage(inState, pageRequest, ({ id }) => id);
}

function listPendingByEmail(
  view: RowView,
  { id, emailKey }: Pick<User, 'id' | 'emailKey'>,
  now: Date,
  pageRequest: PageRequest<InvitationId>,
): Answer<RowPage<InvitationOfAddressee, InvitationId>> {
  const range = { ...afterId(pageRequest.after), isDescending: true };
  const stored = walkScan(view, listOf('invitations', 'pendingByEmail', [emailKey], range));
  const pending = filterMap(pendingAt(stored, now), ({ value }) => value);
  return takeRowPage(
    mapBatches(pending, (batch) => joinOrganizationAndInviter(view, batch, id)),
    pageRequest,
    ({ invitation }) => invitation.id,
  );
}

function joinOrganizationAndInviter(
  view: RowView,
  invitations: readonly Invitation[],
  addressee: UserId,
): Answer<readonly InvitationOfAddressee[]> {
  if (invitations.length === 0) return [];
  const organizationIds = invitations.map(({ organizationId }) => organizationId);
  const inviterIds = invitations.map(({ invitedBy }) => invitedBy);
  const organizationsAndInviters = both(
    findValues(view, 'organizations', organizationIds),
    findValues(view, 'users', inviterIds),
  );
  const memberships = view.findByKey(
    'memberships.organization_user',
    organizationIds.map((id) => [id, addressee]),
  );
  return andThen(
    both(organizationsAndInviters, memberships),
    ([[organizations, inviters], memberships]) =>
      invitations.map((invitation, index) => {
        const [organization, inviterName] = [organizations[index], inviters[index]?.name];
        return {
          invitation,
          organization: organization === undefined ? null : withoutMetadata(organization),
          ...(inviterName === undefined ? {} : { inviterName }),
          isMember: (memberships[index] ?? null) !== null,
        };
      }),
  );
}
