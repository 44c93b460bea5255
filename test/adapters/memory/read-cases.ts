// Reads for screens and decisions (single rows, counts, pages), with their expected results.
import { type Invitation, invitationStateAt } from '../../../src/domain/organization/invitation.js';
import type { InvitationId, MembershipId } from '../../../src/domain/shared/ids.js';
import type { Versioned } from '../../../src/domain/shared/result.js';
import { compareText } from '../../../src/domain/shared/text.js';
import { slugOrThrow } from '../../../src/domain/slug/slug.js';
import type { EmailKey } from '../../../src/domain/user/email.js';
import { userStates } from '../../../src/domain/user/user.js';
import { userSortValue } from '../../../src/domain/user/user-order.js';
import type { JournalPageKey, RowPage, Storage, UserPageKey } from '../../../src/ports/storage.js';
import { foundOrThrow } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  emailWithKeyOrThrow,
  organizationId,
  userId,
} from '../../../src/testing/contract/fixtures.js';
import { invitationStateChoices, slugs } from './random-operations.js';
import { emailOfPerson, externalIdOf, smallNumbers } from './random-values.js';
import { rowsOf, type ScanModel } from './scan-model.js';

/** A read of the storage, and its expected result from the simple list of rows. */
export interface ReadCase {
  readonly name: string;
  read(storage: Storage): Promise<unknown>;
  expected(model: ScanModel): unknown;
}

/** The first page of two rows and the rest, so that both kinds of pages are checked. */
export async function readTwoPages<T, K>(
  page: (after: K | null, limit: number) => Promise<RowPage<T, K>>,
): Promise<readonly (readonly T[])[]> {
  const first = await page(null, 2);
  const rest = first.next === null ? null : await page(first.next, 100);
  return rest === null ? [first.items] : [first.items, rest.items];
}

export function splitInTwoPages<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.length <= 2 ? [items] : [items.slice(0, 2), items.slice(2)];
}

type SmallNumber = (typeof smallNumbers)[number];

export const now: Date = atMinute(3);
export const numberPairs: readonly (readonly [SmallNumber, SmallNumber])[] = smallNumbers.flatMap(
  (one) => smallNumbers.map((other) => [one, other] as const),
);

const emailKeys = new Map(
  smallNumbers.map((n) => [n, emailWithKeyOrThrow(emailOfPerson(n)).key] as const),
);

export function emailKeyOf(n: SmallNumber): EmailKey {
  return foundOrThrow(emailKeys.get(n), 'an email key');
}

const userReadCases = smallNumbers.map((n): ReadCase => {
  const key = emailKeyOf(n);
  return {
    name: `the user with the address ${n}`,
    read: ({ users }) => users.findByEmailKey(key),
    expected: (model) => rowsOf.users(model).find(({ value }) => value.emailKey === key) ?? null,
  };
});

const userListCases = (['email', 'name'] as const).flatMap((by) =>
  [null, ...userStates].map(
    (state): ReadCase => ({
      name: `the users by ${by}, ${state ?? 'in any state'}`,
      read: ({ users }) =>
        readTwoPages((after: UserPageKey | null, limit) =>
          users.list({ by, prefix: 'person' }, state, { after, limit, skip: 0 }),
        ),
      expected: (model) =>
        splitInTwoPages(
          rowsOf
            .users(model)
            .map(({ value }) => value)
            .filter((each) => state === null || each.state === state)
            .toSorted(
              (a, b) =>
                compareText(userSortValue(by, a), userSortValue(by, b)) ||
                compareText(a.emailKey, b.emailKey),
            ),
        ),
    }),
  ),
);

const organizationReadCases = smallNumbers.flatMap((n): ReadCase[] => [
  {
    name: `the personal organization of user ${n}`,
    read: ({ organizations }) => organizations.findPersonal(userId(n)),
    expected: (model) =>
      rowsOf.organizations(model).find(({ value }) => value.personalOf === userId(n)) ?? null,
  },
  {
    name: `the organization with the external id ${n}`,
    read: ({ organizations }) => organizations.findByExternalId(externalIdOf(n)),
    expected: (model) =>
      rowsOf.organizations(model).find(({ value }) => value.externalId === externalIdOf(n)) ?? null,
  },
  {
    name: `how many organizations user ${n} has created`,
    read: async ({ organizations }) =>
      (await organizations.readForCreation(userId(n), [], 2)).createdCount,
    expected: (model) =>
      Math.min(
        2,
        rowsOf
          .organizations(model)
          .filter(({ value }) => value.createdBy === userId(n))
          .filter(({ value: { personalOf } }) => !personalOf).length,
      ),
  },
  {
    name: `the organizations of user ${n}`,
    read: ({ organizations }) =>
      readTwoPages((after: MembershipId | null, limit) =>
        organizations.listByMember(userId(n), { after, limit, skip: 0 }),
      ).then((pages) => pages.map((items) => items.map(({ membershipId }) => membershipId))),
    expected: (model) =>
      splitInTwoPages(
        rowsOf
          .memberships(model)
          .filter(({ value }) => value.userId === userId(n) && value.state === 'active')
          .filter(({ value }) => isLive(model, value.organizationId))
          .map(({ value }) => value.id),
      ),
  },
]);

const membershipReadCases = numberPairs.map(
  ([of, member]): ReadCase => ({
    name: `the membership of user ${member} in organization ${of}`,
    read: ({ memberships }) => memberships.findActive(organizationId(of), userId(member)),
    expected: (model) =>
      activeMembershipsOf(model, of).find(({ value }) => value.userId === userId(member)) ?? null,
  }),
);

const memberReadCases = smallNumbers.flatMap((of): ReadCase[] => [
  {
    name: `the admins of organization ${of}`,
    read: ({ memberships }) => memberships.listActiveAdminIds(organizationId(of), 2),
    expected: (model) =>
      activeMembershipsOf(model, of)
        .filter(({ value }) => value.role === 'admin')
        .filter(({ value }) => stateOf(model, value.userId) === 'active')
        .map(({ value }) => value.userId)
        .slice(0, 2),
  },
  {
    name: `the members of organization ${of}`,
    read: ({ memberships }) =>
      readTwoPages((after: MembershipId | null, limit) =>
        memberships.listMembers(organizationId(of), null, {}, { after, limit, skip: 0 }),
      ).then((pages) => pages.map((items) => items.map(({ membership }) => membership))),
    expected: (model) =>
      splitInTwoPages(
        activeMembershipsOf(model, of)
          .map(({ value }) => value)
          .filter(({ userId: member }) => stateOf(model, member) !== null),
      ),
  },
]);

const invitationReadCases = smallNumbers.flatMap((of): ReadCase[] => [
  {
    name: `how many pending invitations organization ${of} has`,
    read: async ({ invitations }) => {
      const pending = { now, limit: 2 };
      return (await invitations.readForInviting(organizationId(of), userId(1), [], pending))
        .pendingCount;
    },
    expected: (model) =>
      Math.min(
        2,
        invitationsOf(model, of).filter(({ value }) => invitationStateAt(value, now) === 'pending')
          .length,
      ),
  },
  ...[undefined, ...invitationStateChoices].map(
    (state): ReadCase => ({
      name: `the ${state ?? ''} invitations of organization ${of}`,
      read: ({ invitations }) =>
        readTwoPages((after: InvitationId | null, limit) =>
          invitations.listByOrganization(
            organizationId(of),
            { now, ...(state === undefined ? {} : { state }) },
            { after, limit, skip: 0 },
          ),
        ),
      expected: (model) =>
        splitInTwoPages(
          invitationsOf(model, of)
            .map(({ value }) => value)
            .filter((value) => state === undefined || invitationStateAt(value, now) === state)
            .toReversed(),
        ),
    }),
  ),
]);

const slugReadCase: ReadCase = {
  name: 'the slugs taken',
  read: (storage) => storage.slugs.listTaken(slugs.map(slugOrThrow)),
  expected: (model) =>
    slugs.filter((slug) => rowsOf.slugs(model).some(({ value }) => value.slug === slug)),
};

const journalReadCases = smallNumbers.map(
  (of): ReadCase => ({
    name: `the journal of organization ${of}`,
    read: ({ journal }) =>
      readTwoPages((after: JournalPageKey | null, limit) =>
        journal.listByOrganization(organizationId(of), { after, limit, skip: 0 }),
      ),
    expected: (model) =>
      splitInTwoPages(
        rowsOf
          .journal(model)
          .map(({ value }) => value)
          .filter((entry) => entry.kind === 'command')
          .filter(({ auditOrganizationIds }) => auditOrganizationIds.includes(organizationId(of)))
          .toSorted((a, b) => a.at.getTime() - b.at.getTime())
          .toReversed(),
      ),
  }),
);

function isLive(model: ScanModel, id: string): boolean {
  const row = rowsOf.organizations(model).find(({ value }) => value.id === id);
  return row !== undefined && row.value.deletedAt === undefined;
}

function stateOf(model: ScanModel, id: string): string | null {
  return rowsOf.users(model).find(({ value }) => value.id === id)?.value.state ?? null;
}

function activeMembershipsOf(model: ScanModel, of: number) {
  return rowsOf
    .memberships(model)
    .filter(({ value }) => value.organizationId === organizationId(of) && value.state === 'active');
}

export function invitationsOf(model: ScanModel, of: number): readonly Versioned<Invitation>[] {
  return rowsOf
    .invitations(model)
    .filter(({ value }) => value.organizationId === organizationId(of));
}

export const readCases: readonly ReadCase[] = [
  ...userReadCases,
  ...userListCases,
  ...organizationReadCases,
  ...membershipReadCases,
  ...memberReadCases,
  ...invitationReadCases,
  slugReadCase,
  ...journalReadCases,
];
