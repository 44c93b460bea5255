// What there is when a step's turn comes, in the order in which it is likely to be meant.

import type { ApiKey } from '../../../../src/domain/app/api-key.js';
import type { App } from '../../../../src/domain/app/app.js';
import type { Submission, SubmissionState } from '../../../../src/domain/review/submission.js';
import type { Actor, ReviewerActor, UserActor } from '../../../../src/domain/shared/actor.js';
import type { OrganizationId, UserId } from '../../../../src/domain/shared/ids.js';
import type { Person } from '../../../support/guildhall.js';
import type { Cast } from './cast.js';
import type { Rows } from './rows.js';
import type { Act } from './steps.js';

export interface View {
  readonly cast: Cast;
  readonly rows: Rows;
  readonly now: Date;
  /** The texts of keys, by their ids. */
  readonly texts: ReadonlyMap<string, string>;
  /** The token with which somebody can join; null where nobody may ask them. */
  invite(organizationId: OrganizationId, to: Person): Promise<string | null>;
}

/** Counted round and round; null where there is nothing. */
export function pick<T>(list: readonly T[], index: number): T | null {
  return list[index % list.length] ?? null;
}

/** What a step means: one of those that fit and, where it counts far, one of the others. */
export function meant<T>(list: readonly T[], of: number, fits: (one: T) => boolean): T | null {
  const isMisfit = of >= misfits;
  return pick(
    list.filter((one) => fits(one) !== isMisfit),
    of,
  );
}

const misfits = 3;

/** The app that a step means. */
export function appFor(
  view: View,
  { of }: Pick<Act, 'of'>,
  fits: (app: App) => boolean,
): App | null {
  const isThere = ({ archivedAt }: App) => archivedAt === undefined;
  return meant(appsOf(view), of, (app) => isThere(app) && fits(app));
}

/** The submission that a step means. */
export function submissionFor(
  view: View,
  { of }: Pick<Act, 'of'>,
  fits: (submission: Submission) => boolean,
): Submission | null {
  return meant(submissionsOf(view), of, fits);
}

/** Those for whom it holds first. */
export function first<T>(list: readonly T[], holds: (one: T) => boolean): readonly T[] {
  return [...list.filter(holds), ...list.filter((one) => !holds(one))];
}

export function appsOf({ rows }: View): readonly App[] {
  const all = [...rows.apps.values()].map(({ value }) => value);
  return first(all, ({ archivedAt }) => archivedAt === undefined);
}

/** Newest first. */
export function submissionsOf({ rows }: View): readonly Submission[] {
  return [...rows.submissions.values()].map(({ value }) => value).reverse();
}

export function newestOf(view: View, { id }: Pick<App, 'id'>): Submission | null {
  const own = submissionsOf(view).filter(({ appId }) => appId === id);
  return own.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0] ?? null;
}

export function openOf(view: View, { id }: Pick<App, 'id'>): Submission | null {
  const isOpen = ({ appId, state }: Submission) => appId === id && openStates.includes(state);
  return submissionsOf(view).find(isOpen) ?? null;
}

/** Whether something is still to be decided or released: of an approval that is over nothing is. */
export function isBusy(view: View, app: Pick<App, 'id'>): boolean {
  const open = openOf(view, app);
  if (open === null) return false;
  return open.approvedUntil === undefined || open.approvedUntil > view.now;
}

const openStates: readonly SubmissionState[] = [
  'waiting_for_review',
  'in_review',
  'changes_requested',
  'pending_second_approval',
  'approved',
];

export function keysOf({ rows }: View): readonly ApiKey[] {
  return [...rows.apikeys.values()].map(({ value }) => value).reverse();
}

/** Active members, admins first. */
export function membersOf({ rows }: View, organizationId: OrganizationId): readonly UserId[] {
  const own = [...rows.memberships.values()]
    .map(({ value }) => value)
    .filter((one) => one.organizationId === organizationId && one.state === 'active');
  return first(own, ({ role }) => role === 'admin').map(({ userId }) => userId);
}

export function adminsOf({ rows }: View, organizationId: OrganizationId): readonly UserId[] {
  return [...rows.memberships.values()].flatMap(({ value }) => {
    const isOne = value.organizationId === organizationId && value.state === 'active';
    return isOne && value.role === 'admin' ? [value.userId] : [];
  });
}

/** An actor for what members do: they first, and then everybody else. */
export function userFor(view: View, organizationId: OrganizationId, by: number): UserActor {
  const members = membersOf(view, organizationId);
  const people = view.cast.people.map(({ id }) => id);
  const userId = pick([...members, ...people.filter((id) => !members.includes(id))], by);
  return { kind: 'user', userId: userId ?? present(people[0]) };
}

/** An actor for what members do with drafts: a key at times, and the platform. */
export function editorFor(view: View, app: App, by: number): Actor {
  const own = keysOf(view).filter(({ owner }) =>
    owner.kind === 'app' ? owner.appId === app.id : owner.organizationId === app.organizationId,
  );
  const key = pick(own, by);
  if (by % 4 === 3 && key !== null) return { kind: 'key', keyId: key.id };
  return by === 6
    ? { kind: 'system', reason: 'a sequence' }
    : userFor(view, app.organizationId, by);
}

/** Who would do: the holder of a lease, the others without a conflict, the rest. */
export function reviewerFor(view: View, submission: Submission, by: number): ReviewerActor {
  const { lease, decisions } = submission;
  const ids = view.cast.reviewers.map(({ id }) => id);
  const free = first(ids, (id) => isFree(view, submission, id));
  const fitting = first(free, (id) => id !== decisions.at(-1)?.by);
  const idle = first(fitting, (id) => !isReviewing(view, id));
  const ordered = lease === undefined ? idle : first(idle, (id) => id === lease.holder);
  const outsiders = view.cast.people.map(({ id }) => id).filter((id) => !ids.includes(id));
  const userId = pick([...ordered, ...outsiders.slice(0, 2)], by);
  return { kind: 'reviewer', userId: present(userId) };
}

function isReviewing(view: View, userId: UserId): boolean {
  return submissionsOf(view).some(({ lease }) => lease?.holder === userId);
}

function isFree(
  { rows }: View,
  { organizationId, enteredAt, submittedBy }: Submission,
  userId: UserId,
): boolean {
  const belonged = [...rows.memberships.values()].some(
    ({ value }) =>
      value.organizationId === organizationId &&
      value.userId === userId &&
      (value.leftAt ?? enteredAt) >= enteredAt,
  );
  return !belonged && submittedBy !== userId;
}

/** Those who may first, and the platform. */
export function enforcerFor({ cast }: View, by: number): Actor {
  if (by === 4) return { kind: 'system', reason: 'a sequence' };
  const userId = pick(cast.reviewers.toReversed(), by)?.id;
  return { kind: 'reviewer', userId: present(userId) };
}

export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('a sequence needs somebody to act');
  return value;
}
