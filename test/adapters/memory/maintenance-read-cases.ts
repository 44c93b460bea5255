// Reads for deletion and maintenance, with their expected results.
import { invitationStateAt } from '../../../src/domain/organization/invitation.js';
import type { UserId } from '../../../src/domain/shared/ids.js';
import { organizationId, userId } from '../../../src/testing/contract/fixtures.js';
import { kids } from './random-operations.js';
import { smallNumbers } from './random-values.js';
import { emailKeyOf, invitationsOf, now, numberPairs, type ReadCase } from './read-cases.js';
import { rowsOf, type ScanModel } from './scan-model.js';

/** The limit of reads that have one. */
export const listLimit = 2;

/** The rows with a time at `now` or before, ordered by that time. The given rows are ordered by id. */
export function oldestFirst<T>(
  rows: readonly T[],
  timeOf: (row: T) => Date | undefined,
): readonly T[] {
  const time = (row: T) => timeOf(row)?.getTime() ?? Number.POSITIVE_INFINITY;
  return rows
    .filter((row) => time(row) <= now.getTime())
    .toSorted((a, b) => time(a) - time(b))
    .slice(0, listLimit);
}

function pendingInvitationsOf(model: ScanModel) {
  return rowsOf.invitations(model).filter(({ value }) => value.state === 'pending');
}

const overdueCases: readonly ReadCase[] = [
  {
    name: 'the users deleted',
    read: ({ users }) => users.listIdsDeletedUntil(now, listLimit),
    expected: (model) =>
      oldestFirst(rowsOf.users(model), ({ value }) => value.deletedAt).map(({ value }) => value.id),
  },
  {
    name: 'the organizations deleted',
    read: ({ organizations }) => organizations.listIdsDeletedUntil(now, listLimit),
    expected: (model) => {
      const rows = rowsOf.organizations(model).filter(({ value }) => !value.personalOf);
      return oldestFirst(rows, ({ value }) => value.deletedAt).map(({ value }) => value.id);
    },
  },
  {
    name: 'the overdue invitations',
    read: ({ invitations }) => invitations.listPendingPastExpiry(now, listLimit),
    expected: (model) => oldestFirst(pendingInvitationsOf(model), ({ value }) => value.expiresAt),
  },
  {
    name: 'the invitations closed',
    read: ({ invitations }) => invitations.listClosedUntil(now, listLimit),
    expected: (model) => oldestFirst(rowsOf.invitations(model), ({ value }) => value.closedAt),
  },
];

const userCases = smallNumbers.flatMap((n): ReadCase[] => [
  {
    name: `the organizations whose contact is address ${n}`,
    read: ({ organizations }) => organizations.listByContactEmail(emailKeyOf(n), listLimit),
    expected: (model) =>
      rowsOf
        .organizations(model)
        .filter(({ value }) => value.profile.contactEmail.toLowerCase() === emailKeyOf(n))
        .slice(0, listLimit),
  },
  {
    name: `the memberships of user ${n}`,
    read: ({ memberships }) => memberships.listActiveByUser(userId(n)),
    expected: (model) =>
      rowsOf
        .memberships(model)
        .filter(({ value }) => value.userId === userId(n) && value.state === 'active'),
  },
  {
    name: `the invitations to address ${n}`,
    read: ({ invitations }) => invitations.listByEmail(emailKeyOf(n), listLimit),
    expected: (model) =>
      rowsOf
        .invitations(model)
        .filter(({ value }) => value.emailKey === emailKeyOf(n))
        .slice(0, listLimit),
  },
  {
    name: `the pending invitations to address ${n}`,
    read: async ({ invitations }) => {
      const page = { limit: listLimit, after: null, skip: 0 };
      const addressee = { id: userId(n), emailKey: emailKeyOf(n) };
      const { items } = await invitations.listPendingByEmail(addressee, now, page);
      return items.map(({ invitation, isMember }) => ({ invitation, isMember }));
    },
    expected: (model) =>
      pendingInvitationsOf(model)
        .map(({ value }) => value)
        .filter(({ emailKey, expiresAt }) => emailKey === emailKeyOf(n) && expiresAt > now)
        .toReversed()
        .slice(0, listLimit)
        .map((invitation) => ({
          invitation,
          isMember: rowsOf
            .memberships(model)
            .some(
              ({ value }) =>
                value.userId === userId(n) &&
                value.state === 'active' &&
                value.organizationId === invitation.organizationId,
            ),
        })),
  },
  {
    name: `what user ${n} has pending anywhere`,
    read: ({ invitations }) => invitations.listPendingByInviter(userId(n), null),
    expected: (model) => pendingInvitationsBy(model, userId(n)),
  },
]);

function pendingInvitationsBy(model: ScanModel, inviter: UserId) {
  return pendingInvitationsOf(model).filter(({ value }) => value.invitedBy === inviter);
}

const organizationCases = smallNumbers.flatMap((of): ReadCase[] => [
  {
    name: `all memberships of organization ${of}`,
    read: ({ memberships }) => memberships.listAllByOrganization(organizationId(of), listLimit),
    expected: (model) =>
      rowsOf
        .memberships(model)
        .filter(({ value }) => value.organizationId === organizationId(of))
        .slice(0, listLimit),
  },
  {
    name: `the pending invitations of organization ${of}`,
    read: ({ invitations }) => invitations.listPendingByOrganization(organizationId(of)),
    expected: (model) => invitationsOf(model, of).filter(({ value }) => value.state === 'pending'),
  },
  {
    name: `all invitations of organization ${of}`,
    read: ({ invitations }) => invitations.listAllByOrganization(organizationId(of), listLimit),
    expected: (model) => invitationsOf(model, of).slice(0, listLimit),
  },
  {
    name: `the slugs of organization ${of}`,
    read: ({ slugs }) => slugs.listAllByOrganization(organizationId(of)),
    expected: (model) =>
      rowsOf.slugs(model).filter(({ value }) => value.organizationId === organizationId(of)),
  },
]);

const memberPairCases = numberPairs.flatMap(([of, n]): ReadCase[] => [
  {
    name: `all memberships of user ${n} in organization ${of}`,
    read: ({ memberships }) =>
      memberships.listAllByOrganizationsAndUser([organizationId(of)], userId(n)),
    expected: (model) =>
      rowsOf
        .memberships(model)
        .map(({ value }) => value)
        .filter((row) => row.organizationId === organizationId(of) && row.userId === userId(n)),
  },
  {
    name: `the open invitation of address ${n} to organization ${of}`,
    read: async ({ invitations }) => {
      const pending = { now, limit: 2 };
      const keys = [emailKeyOf(n)];
      const read = await invitations.readForInviting(organizationId(of), userId(1), keys, pending);
      return read.addressees[0]?.reusableInvitation;
    },
    expected: (model) => {
      const own = invitationsOf(model, of).filter(({ value }) => value.emailKey === emailKeyOf(n));
      const pending = own.find(({ value }) => value.state === 'pending');
      return pending ?? own.findLast(({ value }) => value.state === 'expired') ?? null;
    },
  },
  {
    name: `what user ${n} has pending in organization ${of}`,
    read: ({ invitations }) => invitations.listPendingByInviter(userId(n), organizationId(of)),
    expected: (model) =>
      pendingInvitationsBy(model, userId(n)).filter(
        ({ value }) => value.organizationId === organizationId(of),
      ),
  },
]);

const signingKeyCases = kids.map(
  (kid): ReadCase => ({
    name: `what is pending under the key ${kid}`,
    read: ({ invitations }) => invitations.listPendingBySigningKey(kid, now, listLimit),
    expected: (model) =>
      rowsOf
        .invitations(model)
        .filter(({ value }) => value.kid === kid && invitationStateAt(value, now) === 'pending')
        .slice(0, listLimit),
  }),
);

export const maintenanceReadCases: readonly ReadCase[] = [
  ...overdueCases,
  ...userCases,
  ...organizationCases,
  ...memberPairCases,
  ...signingKeyCases,
];
