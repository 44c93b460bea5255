// Invitations of a world by scanning its rows, and the arguments with which they are asked for.

import {
  type Invitation,
  type InvitationState,
  invitationStateAt,
  invitationStates,
} from '../../domain/organization/invitation.js';
import type { InvitationId, OrganizationId } from '../../domain/shared/ids.js';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { EmailKey } from '../../domain/user/email.js';
import type { User } from '../../domain/user/user.js';
import type { InvitationOfAddressee } from '../../ports/storage.js';
import { activeOf, organizationOf, userOf } from './access.js';
import { descending, type OrderedList, ordered } from './paging.js';
import { all, one, values } from './scan.js';
import { emailKeys, moments, userIds } from './values.js';
import type { World } from './world.js';

export type InvitationRow = Versioned<Invitation>;

export function pending({ invitations }: World): readonly InvitationRow[] {
  return all(invitations, ({ state }) => state === 'pending');
}

export function pendingIn(world: World, id: OrganizationId): readonly InvitationRow[] {
  return pending(world).filter(({ value }) => value.organizationId === id);
}

export function findPending(world: World, id: OrganizationId, key: EmailKey): InvitationRow | null {
  return one(pendingIn(world, id), ({ emailKey }) => emailKey === key);
}

export function findExpired(world: World, id: OrganizationId, key: EmailKey): InvitationRow | null {
  const expired = all(world.invitations, ({ state }) => state === 'expired');
  const isWanted = ({ value }: InvitationRow) =>
    value.organizationId === id && value.emailKey === key;
  return expired.findLast(isWanted) ?? null;
}

export type Addressee = Pick<User, 'id' | 'emailKey'>;

/** Each address, as that of one of the users. */
export function addressees(): readonly Addressee[] {
  return emailKeys.flatMap((emailKey, n) =>
    userIds
      .slice(n % userIds.length)
      .slice(0, 1)
      .map((id) => ({ id, emailKey })),
  );
}

export function invitationsOfAddressee(
  world: World,
  addressee: Addressee,
  now: Date,
): OrderedList<InvitationOfAddressee, InvitationId> {
  const items = pending(world)
    .map(({ value }) => value)
    .filter(({ emailKey, expiresAt }) => emailKey === addressee.emailKey && expiresAt > now)
    .map((invitation) => {
      const organization = organizationOf(world, invitation.organizationId);
      const inviterName = userOf(world, invitation.invitedBy)?.value.name;
      return {
        invitation,
        organization: organization === null ? null : withoutMetadata(organization.value),
        ...(inviterName === undefined ? {} : { inviterName }),
        isMember: activeOf(world, addressee.id).some(
          ({ value }) => value.organizationId === invitation.organizationId,
        ),
      };
    });
  return ordered(items, ({ invitation }) => invitation.id, descending);
}

export interface StateFilter {
  readonly state?: InvitationState;
  readonly now: Date;
}

/** Only whether an invitation is pending or expired depends on the time. */
export function stateFilters(): readonly StateFilter[] {
  return moments.flatMap((now, n) => [
    ...(n === 0 ? [{ now }] : []),
    ...invitationStates
      .filter((state) => n === 0 || state === 'pending' || state === 'expired')
      .map((state) => ({ state, now })),
  ]);
}

export function invitationsIn(
  { invitations }: World,
  id: OrganizationId,
  { state, now }: StateFilter,
): OrderedList<Invitation, InvitationId> {
  const items = values(invitations, ({ organizationId }) => organizationId === id).filter(
    (each) => state === undefined || invitationStateAt(each, now) === state,
  );
  return ordered(items, (invitation) => invitation.id, descending);
}
