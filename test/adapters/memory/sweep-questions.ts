// What settlements, sweeps and purges ask.
import { stateAt } from '../../../src/domain/organization/invitation.js';
import type { UserId } from '../../../src/domain/shared/ids.js';
import { organizationId, userId } from '../../../src/testing/contract/specimens.js';
import { kids } from './random-operations.js';
import { numbers } from './random-values.js';
import { rowsOf, type ScanModel } from './scan-model.js';
import { invitedTo, keyOf, now, pairs, type Question } from './scan-questions.js';

/** How much is asked for where a question has a limit. */
export const limit = 2;

/** Those with a time not after `now`, by that time; the rows come by id. */
export function oldestFirst<T>(
  rows: readonly T[],
  timeOf: (row: T) => Date | undefined,
): readonly T[] {
  const time = (row: T) => timeOf(row)?.getTime() ?? Number.POSITIVE_INFINITY;
  return rows
    .filter((row) => time(row) <= now.getTime())
    .toSorted((a, b) => time(a) - time(b))
    .slice(0, limit);
}

function pendingIn(model: ScanModel) {
  return rowsOf.invitations(model).filter(({ value }) => value.state === 'pending');
}

const questionsOfTime: readonly Question[] = [
  {
    name: 'the users deleted',
    ask: ({ users }) => users.deletedUntil(now, limit),
    answer: (model) =>
      oldestFirst(rowsOf.users(model), ({ value }) => value.deletedAt).map(({ value }) => value.id),
  },
  {
    name: 'the organizations deleted',
    ask: ({ organizations }) => organizations.deletedUntil(now, limit),
    answer: (model) => {
      const rows = rowsOf.organizations(model).filter(({ value }) => !value.personalOf);
      return oldestFirst(rows, ({ value }) => value.deletedAt).map(({ value }) => value.id);
    },
  },
  {
    name: 'the invitations overdue',
    ask: ({ invitations }) => invitations.overdue(now, limit),
    answer: (model) => oldestFirst(pendingIn(model), ({ value }) => value.expiresAt),
  },
  {
    name: 'the invitations closed',
    ask: ({ invitations }) => invitations.closedUntil(now, limit),
    answer: (model) => oldestFirst(rowsOf.invitations(model), ({ value }) => value.closedAt),
  },
];

const questionsOfPeople = numbers.flatMap((n): Question[] => [
  {
    name: `the organizations whose contact is address ${n}`,
    ask: ({ organizations }) => organizations.listByContact(keyOf(n), limit),
    answer: (model) =>
      rowsOf
        .organizations(model)
        .filter(({ value }) => value.profile.contactEmail.toLowerCase() === keyOf(n))
        .slice(0, limit),
  },
  {
    name: `the memberships of user ${n}`,
    ask: ({ memberships }) => memberships.activeOf(userId(n)),
    answer: (model) =>
      rowsOf
        .memberships(model)
        .filter(({ value }) => value.userId === userId(n) && value.state === 'active'),
  },
  {
    name: `the invitations to address ${n}`,
    ask: ({ invitations }) => invitations.addressedTo(keyOf(n), limit),
    answer: (model) =>
      rowsOf
        .invitations(model)
        .filter(({ value }) => value.emailKey === keyOf(n))
        .slice(0, limit),
  },
  {
    name: `what user ${n} has pending anywhere`,
    ask: ({ invitations }) => invitations.pendingBy(userId(n), null),
    answer: (model) => pendingFrom(model, userId(n)),
  },
]);

function pendingFrom(model: ScanModel, inviter: UserId) {
  return pendingIn(model).filter(({ value }) => value.invitedBy === inviter);
}

const questionsOfOrganizations = numbers.flatMap((of): Question[] => [
  {
    name: `all memberships of organization ${of}`,
    ask: ({ memberships }) => memberships.ofOrganization(organizationId(of), limit),
    answer: (model) =>
      rowsOf
        .memberships(model)
        .filter(({ value }) => value.organizationId === organizationId(of))
        .slice(0, limit),
  },
  {
    name: `the pending invitations of organization ${of}`,
    ask: ({ invitations }) => invitations.pendingOf(organizationId(of)),
    answer: (model) => invitedTo(model, of).filter(({ value }) => value.state === 'pending'),
  },
  {
    name: `all invitations of organization ${of}`,
    ask: ({ invitations }) => invitations.ofOrganization(organizationId(of), limit),
    answer: (model) => invitedTo(model, of).slice(0, limit),
  },
  {
    name: `the slugs of organization ${of}`,
    ask: ({ slugs }) => slugs.ofOrganization(organizationId(of)),
    answer: (model) =>
      rowsOf.slugs(model).filter(({ value }) => value.organizationId === organizationId(of)),
  },
]);

const questionsOfPairs = pairs.flatMap(([of, n]): Question[] => [
  {
    name: `all memberships of user ${n} in organization ${of}`,
    ask: ({ memberships }) => memberships.everOf(organizationId(of), userId(n)),
    answer: (model) =>
      rowsOf
        .memberships(model)
        .map(({ value }) => value)
        .filter((row) => row.organizationId === organizationId(of) && row.userId === userId(n)),
  },
  {
    name: `the open invitation of address ${n} to organization ${of}`,
    ask: ({ invitations }) => invitations.findOpen(organizationId(of), keyOf(n)),
    answer: (model) => {
      const own = invitedTo(model, of).filter(({ value }) => value.emailKey === keyOf(n));
      const pending = own.find(({ value }) => value.state === 'pending');
      return pending ?? own.findLast(({ value }) => value.state === 'expired') ?? null;
    },
  },
  {
    name: `what user ${n} has pending in organization ${of}`,
    ask: ({ invitations }) => invitations.pendingBy(userId(n), organizationId(of)),
    answer: (model) =>
      pendingFrom(model, userId(n)).filter(
        ({ value }) => value.organizationId === organizationId(of),
      ),
  },
]);

const questionsOfKeys = kids.map(
  (kid): Question => ({
    name: `what is pending under the key ${kid}`,
    ask: ({ invitations }) => invitations.pendingUnder(kid, now, limit),
    answer: (model) =>
      rowsOf
        .invitations(model)
        .filter(({ value }) => value.kid === kid && stateAt(value, now) === 'pending')
        .slice(0, limit),
  }),
);

export const sweepQuestions: readonly Question[] = [
  ...questionsOfTime,
  ...questionsOfPeople,
  ...questionsOfOrganizations,
  ...questionsOfPairs,
  ...questionsOfKeys,
];
