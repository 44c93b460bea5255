// The reads of invitations: what to ask, and what a scan answers.

import { accessTo } from './access.js';
import {
  addressees,
  findExpired,
  findPending,
  invitationsIn,
  invitationsOfAddressee,
  pending,
  pendingIn,
  stateFilters,
} from './invitation-scans.js';
import { pageOf, pages } from './paging.js';
import { every, everyTwo, type ReadTables } from './read-spec.js';
import { all, dueUntil, one, values } from './scan.js';
import {
  emailKeys,
  invitationIds,
  limits,
  moments,
  organizationIds,
  signingKeyIds,
  userIds,
} from './values.js';

export const invitationReads: ReadTables['invitations'] = {
  findById: {
    questions: () => every(invitationIds),
    answer: ({ invitations }, id) => one(invitations, (invitation) => invitation.id === id),
  },
  findPending: {
    questions: () => every(organizationIds, emailKeys),
    answer: findPending,
  },
  readForInviting: {
    questions: () =>
      everyTwo(
        organizationIds,
        userIds,
        every(moments, limits).map(([now, limit]) => ({ now, limit })),
      ).map(([organizationId, inviterId, pending]) => [
        organizationId,
        inviterId,
        emailKeys,
        pending,
      ]),
    answer: (world, organizationId, inviterId, addresses, { now, limit }) => ({
      access: accessTo(world, organizationId, inviterId),
      pendingCount: pendingIn(world, organizationId)
        .filter(({ value }) => value.expiresAt > now)
        .slice(0, limit).length,
      addressees: addresses.map((key) => ({
        isMember: values(world.users, ({ emailKey }) => emailKey === key).some(
          ({ id }) => accessTo(world, organizationId, id).membership !== null,
        ),
        reusableInvitation:
          findPending(world, organizationId, key) ?? findExpired(world, organizationId, key),
      })),
    }),
  },
  readForAnswer: {
    questions: () =>
      everyTwo(userIds, invitationIds, organizationIds).map(([userId, id, organizationId]) => [
        organizationId,
        id,
        userId,
      ]),
    answer: (world, organizationId, invitationId, userId) => {
      const invitation = one(world.invitations, ({ id }) => id === invitationId);
      const inviter = accessTo(world, organizationId, invitation?.value.invitedBy ?? null);
      return {
        invitation,
        access: accessTo(world, organizationId, userId),
        inviter: { user: inviter.user, membership: inviter.membership },
      };
    },
  },
  listPendingByInviter: {
    questions: () => every(userIds, [null, ...organizationIds]),
    answer: (world, inviter, id) =>
      pending(world).filter(
        ({ value }) => value.invitedBy === inviter && (id === null || value.organizationId === id),
      ),
  },
  listPendingByOrganization: {
    questions: () => every(organizationIds),
    answer: pendingIn,
  },
  listPendingBySigningKey: {
    questions: () => every(signingKeyIds, moments, limits),
    answer: (world, kid, now, limit) =>
      pending(world)
        .filter(({ value }) => value.kid === kid && value.expiresAt > now)
        .slice(0, limit),
  },
  listPendingPastExpiry: {
    questions: () => every(moments, limits),
    answer: (world, now, limit) =>
      dueUntil(pending(world), now, ({ expiresAt }) => expiresAt).slice(0, limit),
  },
  listClosedUntil: {
    questions: () => every(moments, limits),
    answer: ({ invitations }, until, limit) =>
      dueUntil(invitations, until, ({ closedAt }) => closedAt).slice(0, limit),
  },
  listByEmail: {
    questions: () => every(emailKeys, limits),
    answer: ({ invitations }, key, limit) =>
      all(invitations, ({ emailKey }) => emailKey === key).slice(0, limit),
  },
  listPendingByEmail: {
    questions: pages(every(addressees(), moments), invitationsOfAddressee),
    answer: (world, addressee, now, page) =>
      pageOf(invitationsOfAddressee(world, addressee, now), page),
  },
  listAllByOrganization: {
    questions: () => every(organizationIds, limits),
    answer: ({ invitations }, id, limit) =>
      all(invitations, ({ organizationId }) => organizationId === id).slice(0, limit),
  },
  listByOrganization: {
    questions: pages(every(organizationIds, stateFilters()), invitationsIn),
    answer: (world, organizationId, filter, page) =>
      pageOf(invitationsIn(world, organizationId, filter), page),
  },
};
