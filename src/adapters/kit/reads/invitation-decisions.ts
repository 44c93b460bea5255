// What inviting somebody, and answering an invitation, depend on.

import type { Invitation } from '../../../domain/organization/invitation.js';
import type { InvitationId, OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { Versioned } from '../../../domain/shared/result.js';
import type { EmailKey } from '../../../domain/user/email.js';
import type { ReadForAnswer, ReadForInviting } from '../../../ports/storage.js';
import { type Answer, all, andThen, both } from '../answer.js';
import type { RowView } from '../engine.js';
import { find, findAccess, findByKey, findHighest, findMember, listOf } from '../rows.js';
import { takeFirst, walkScan } from '../walk.js';
import { pendingAt } from './pending-at.js';

/** Reads the inviter's organization first. */
export function readForInviting(
  view: RowView,
  organizationId: OrganizationId,
  inviterId: UserId,
  addresses: readonly EmailKey[],
  { now, limit }: { readonly now: Date; readonly limit: number },
): Answer<ReadForInviting> {
  return andThen(findAccess(view, organizationId, inviterId), (access) => {
    const pending = countPending(view, organizationId, now, limit);
    const addressees = readAddressees(view, organizationId, addresses);
    return andThen(both(pending, addressees), ([pendingCount, addressees]) => ({
      access,
      pendingCount,
      addressees,
    }));
  });
}

function countPending(
  view: RowView,
  organizationId: OrganizationId,
  now: Date,
  limit: number,
): Answer<number> {
  const stored = walkScan(view, listOf('invitations', 'byState', [organizationId, 'pending']));
  return andThen(takeFirst(pendingAt(stored, now), limit), (pending) => pending.length);
}

function readAddressees(
  view: RowView,
  organizationId: OrganizationId,
  addresses: readonly EmailKey[],
): Answer<ReadForInviting['addressees']> {
  const members = areMembersWith(view, organizationId, addresses);
  const reusable = all(addresses.map((key) => findReusable(view, organizationId, key)));
  return andThen(both(members, reusable), ([areMembers, invitations]) =>
    addresses.map((_key, index) => ({
      isMember: areMembers[index] ?? false,
      reusableInvitation: invitations[index] ?? null,
    })),
  );
}

/** Whether the account with each of these addresses is an active member. */
function areMembersWith(
  view: RowView,
  organizationId: OrganizationId,
  addresses: readonly EmailKey[],
): Answer<readonly boolean[]> {
  const keys = addresses.map((key) => [key]);
  return andThen(view.findByKey('users.email', keys), (accounts) => {
    const found = accounts.flatMap((account) => (account === null ? [] : [account.value.id]));
    const members = view.findByKey(
      'memberships.organization_user',
      found.map((id) => [organizationId, id]),
    );
    return andThen(members, (memberships) => {
      const memberIds = new Set(memberships.map((membership) => membership?.value.userId));
      return accounts.map((account) => account !== null && memberIds.has(account.value.id));
    });
  });
}

function findReusable(
  view: RowView,
  organizationId: OrganizationId,
  address: EmailKey,
): Answer<Versioned<Invitation> | null> {
  const pending = findByKey(view, 'invitations.pending', [organizationId, address]);
  const expired = listOf('invitations', 'expiredByEmail', [organizationId, address]);
  return andThen(pending, (row) => row ?? findHighest(view, expired));
}

/** Reads the invitation first, then the user, then all else. */
export function readForAnswer(
  view: RowView,
  organizationId: OrganizationId,
  invitationId: InvitationId,
  userId: UserId,
): Answer<ReadForAnswer> {
  return andThen(find(view, 'invitations', invitationId), (invitation) =>
    andThen(find(view, 'users', userId), (user) => {
      const access = findAccess(view, organizationId, userId);
      const inviter = findInviter(view, organizationId, invitation);
      return andThen(both(access, inviter), ([{ organization, membership }, inviter]) => ({
        invitation,
        access: { organization, user, membership },
        inviter,
      }));
    }),
  );
}

function findInviter(
  view: RowView,
  organizationId: OrganizationId,
  invitation: Versioned<Invitation> | null,
): Answer<ReadForAnswer['inviter']> {
  if (invitation === null) return { user: null, membership: null };
  return findMember(view, organizationId, invitation.value.invitedBy);
}
