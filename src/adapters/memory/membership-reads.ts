import type { Membership } from '../../domain/organization/membership.js';
import type { UserId } from '../../domain/shared/ids.js';
import { canSignIn, type User } from '../../domain/user/user.js';
import type { MemberOfOrganization, MembershipReads } from '../../ports/storage.js';
import type { Call } from './call.js';
import { keyOf } from './indexes.js';
import { mapped, sliceOf, take } from './slice.js';
import { positionOf } from './sorted-positions.js';
import { currentRole, liveOrganization, standing } from './standing.js';
import type { Tables } from './tables.js';

export function membershipReads(tables: Tables, call: Call): MembershipReads {
  const { memberships } = tables;
  return {
    findActive: (organizationId, userId) =>
      call(() => {
        const key = keyOf(organizationId, userId);
        return memberships.findBy(memberships.byOrganizationAndUser, key);
      }),

    activeOf: (userId) => call(() => [...memberships.from(memberships.byUser.ascending(userId))]),

    ofOrganization: (organizationId, limit) =>
      call(() => {
        const ever = memberships.everByOrganization.ascending(organizationId);
        return take(memberships.from(ever), limit);
      }),

    everOf: (organizationId, userId) =>
      call(() => {
        const ever = memberships.everByOrganization.ascending(keyOf(organizationId, userId));
        return [...mapped(memberships.from(ever), ({ value }) => value)];
      }),

    findById: (id) => call(() => memberships.find(id)),

    standing: (organizationId, userId) => call(() => standing(tables, organizationId, userId)),

    findRole: (organizationId, userId) => call(() => currentRole(tables, organizationId, userId)),

    adminsAbleToSignIn: (organizationId, limit) =>
      call(() => {
        const group = keyOf(organizationId, 'admin');
        const admins = memberships.from(memberships.byOrganization.ascending(group));
        const able = mapped(admins, ({ value }) => ableToSignIn(tables, value));
        return take(able, limit);
      }),

    list: (organizationId, viewer, { role }, keyset) =>
      call(() => {
        const group = role === undefined ? organizationId : keyOf(organizationId, role);
        const after = positionOf(keyset.after);
        const members = memberships.from(memberships.byOrganization.ascending(group, after));
        const rows = mapped(members, ({ value }) => memberOf(tables, value));
        return {
          ...sliceOf(rows, keyset, ({ membership }) => membership.id),
          viewer: currentRole(tables, organizationId, viewer),
          isLive: liveOrganization(tables, organizationId) !== null,
        };
      }),
  };
}

function ableToSignIn({ users }: Tables, { userId }: Membership): UserId | null {
  const user = users.find(userId);
  return /* ORG-33 */ user !== null && canSignIn(user.value) ? userId : null;
}

function memberOf({ users }: Tables, membership: Membership): MemberOfOrganization | null {
  const user = users.find(membership.userId);
  return user === null ? null : { membership, user: personOf(user.value) };
}

function personOf({ id, name, email, state }: User): MemberOfOrganization['user'] {
  return { id, email, state, ...(name === undefined ? {} : { name }) };
}
