// What is asked for screens and decisions: single rows, counts, pages.
import { type Invitation, stateAt } from '../../../src/domain/organization/invitation.js';
import type { InvitationId, MembershipId } from '../../../src/domain/shared/ids.js';
import type { Versioned } from '../../../src/domain/shared/result.js';
import { slugOf } from '../../../src/domain/slug/slug.js';
import type { EmailKey } from '../../../src/domain/user/email.js';
import type { JournalKey, Slice, Storage } from '../../../src/ports/storage.js';
import { found } from '../../../src/testing/contract/expectations.js';
import { at, email, organizationId, userId } from '../../../src/testing/contract/specimens.js';
import { slugs, states } from './random-operations.js';
import { address, numbers } from './random-values.js';
import { rowsOf, type ScanModel } from './scan-model.js';

/** What is asked of a storage, and what the plain list of rows answers. */
export interface Question {
  readonly name: string;
  ask(storage: Storage): Promise<unknown>;
  answer(model: ScanModel): unknown;
}

/** The first page of two and whatever follows, so that both ways of a page are looked at. */
export async function twoPages<T, K>(
  page: (after: K | null, limit: number) => Promise<Slice<T, K>>,
): Promise<readonly (readonly T[])[]> {
  const first = await page(null, 2);
  const rest = first.next === null ? null : await page(first.next, 100);
  return rest === null ? [first.items] : [first.items, rest.items];
}

export function inTwoPages<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.length <= 2 ? [items] : [items.slice(0, 2), items.slice(2)];
}

type Small = (typeof numbers)[number];

export const now: Date = at(3);
export const pairs: readonly (readonly [Small, Small])[] = numbers.flatMap((one) =>
  numbers.map((other) => [one, other] as const),
);

const emailKeys = new Map(numbers.map((n) => [n, email(address(n)).key] as const));

export function keyOf(n: Small): EmailKey {
  return found(emailKeys.get(n), 'the key of an address');
}

const userQuestions = numbers.map((n): Question => {
  const key = keyOf(n);
  return {
    name: `the user with the address ${n}`,
    ask: ({ users }) => users.findByEmailKey(key),
    answer: (model) => rowsOf.users(model).find(({ value }) => value.emailKey === key) ?? null,
  };
});

const organizationQuestions = numbers.flatMap((n): Question[] => [
  {
    name: `the personal organization of user ${n}`,
    ask: ({ organizations }) => organizations.findPersonal(userId(n)),
    answer: (model) =>
      rowsOf.organizations(model).find(({ value }) => value.personalOf === userId(n)) ?? null,
  },
  {
    name: `how many organizations user ${n} has founded`,
    ask: ({ organizations }) => organizations.countFoundedBy(userId(n), 2),
    answer: (model) =>
      Math.min(
        2,
        rowsOf
          .organizations(model)
          .filter(({ value }) => value.foundedBy === userId(n))
          .filter(({ value: { personalOf, deletedAt } }) => !personalOf && !deletedAt).length,
      ),
  },
  {
    name: `the organizations of user ${n}`,
    ask: ({ organizations }) =>
      twoPages((after: MembershipId | null, limit) =>
        organizations.listByMember(userId(n), { after, limit, skip: 0 }),
      ).then((pages) => pages.map((items) => items.map(({ membershipId }) => membershipId))),
    answer: (model) =>
      inTwoPages(
        rowsOf
          .memberships(model)
          .filter(({ value }) => value.userId === userId(n) && value.state === 'active')
          .filter(({ value }) => isLive(model, value.organizationId))
          .map(({ value }) => value.id),
      ),
  },
]);

const membershipQuestions = pairs.map(
  ([of, member]): Question => ({
    name: `the membership of user ${member} in organization ${of}`,
    ask: ({ memberships }) => memberships.findActive(organizationId(of), userId(member)),
    answer: (model) =>
      activeIn(model, of).find(({ value }) => value.userId === userId(member)) ?? null,
  }),
);

const memberQuestions = numbers.flatMap((of): Question[] => [
  {
    name: `the admins of organization ${of}`,
    ask: ({ memberships }) => memberships.adminsAbleToSignIn(organizationId(of), 2),
    answer: (model) =>
      activeIn(model, of)
        .filter(({ value }) => value.role === 'admin')
        .filter(({ value }) => stateOf(model, value.userId) === 'active')
        .map(({ value }) => value.userId)
        .slice(0, 2),
  },
  {
    name: `the members of organization ${of}`,
    ask: ({ memberships }) =>
      twoPages((after: MembershipId | null, limit) =>
        memberships.list(organizationId(of), null, {}, { after, limit, skip: 0 }),
      ).then((pages) => pages.map((items) => items.map(({ membership }) => membership))),
    answer: (model) =>
      inTwoPages(
        activeIn(model, of)
          .map(({ value }) => value)
          .filter(({ userId: member }) => stateOf(model, member) !== null),
      ),
  },
]);

const invitationQuestions = numbers.flatMap((of): Question[] => [
  {
    name: `how many pending invitations organization ${of} has`,
    ask: ({ invitations }) => invitations.countPending(organizationId(of), now, 2),
    answer: (model) =>
      Math.min(
        2,
        invitedTo(model, of).filter(({ value }) => stateAt(value, now) === 'pending').length,
      ),
  },
  ...[undefined, ...states].map(
    (state): Question => ({
      name: `the ${state ?? ''} invitations of organization ${of}`,
      ask: ({ invitations }) =>
        twoPages((after: InvitationId | null, limit) =>
          invitations.list(
            organizationId(of),
            { now, ...(state === undefined ? {} : { state }) },
            { after, limit, skip: 0 },
          ),
        ),
      answer: (model) =>
        inTwoPages(
          invitedTo(model, of)
            .map(({ value }) => value)
            .filter((value) => state === undefined || stateAt(value, now) === state)
            .toReversed(),
        ),
    }),
  ),
]);

const slugQuestion: Question = {
  name: 'the slugs taken',
  ask: (storage) => storage.slugs.taken(slugs.map(slugOf)),
  answer: (model) =>
    slugs.filter((slug) => rowsOf.slugs(model).some(({ value }) => value.slug === slug)),
};

const journalQuestions = numbers.map(
  (of): Question => ({
    name: `the journal of organization ${of}`,
    ask: ({ journal }) =>
      twoPages((after: JournalKey | null, limit) =>
        journal.listByOrganization(organizationId(of), { after, limit, skip: 0 }),
      ),
    answer: (model) =>
      inTwoPages(
        rowsOf
          .journal(model)
          .map(({ value }) => value)
          .filter((entry) => entry.kind === 'command')
          .filter(({ organizations }) => organizations.includes(organizationId(of)))
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

function activeIn(model: ScanModel, of: number) {
  return rowsOf
    .memberships(model)
    .filter(({ value }) => value.organizationId === organizationId(of) && value.state === 'active');
}

export function invitedTo(model: ScanModel, of: number): readonly Versioned<Invitation>[] {
  return rowsOf
    .invitations(model)
    .filter(({ value }) => value.organizationId === organizationId(of));
}

export const scanQuestions: readonly Question[] = [
  ...userQuestions,
  ...organizationQuestions,
  ...membershipQuestions,
  ...memberQuestions,
  ...invitationQuestions,
  slugQuestion,
  ...journalQuestions,
];
