// The state before a step, with the candidates for its target and actor in order of preference.

import type { ApiKey } from '../../../../src/domain/app/api-key.js';
import type { App } from '../../../../src/domain/app/app.js';
import type { Submission, SubmissionState } from '../../../../src/domain/review/submission.js';
import type { Actor, ReviewerActor, UserActor } from '../../../../src/domain/shared/actor.js';
import type { OrganizationId, UserId } from '../../../../src/domain/shared/ids.js';
import type { Person } from '../../../support/world.js';
import { coolingOffStart } from './environment.js';
import type { ExpectedRows } from './expected-rows.js';
import type { Participants } from './participants.js';
import type { RandomCommand } from './random-steps.js';

export interface SequenceState {
  readonly participants: Participants;
  readonly rows: ExpectedRows;
  readonly now: Date;
  /** The texts of keys by key id. */
  readonly keyTexts: ReadonlyMap<string, string>;
  /** Invites a person and returns the token; null if nobody can invite them. */
  inviteAndGetToken(organizationId: OrganizationId, to: Person): Promise<string | null>;
}

/** The item at the index modulo the length; null if the list is empty. */
export function pickAt<T>(list: readonly T[], index: number): T | null {
  return list[index % list.length] ?? null;
}

/** The target of a step: one of the fitting candidates, or for a high index one of the others. */
export function pickFitting<T>(
  list: readonly T[],
  targetIndex: number,
  fits: (one: T) => boolean,
): T | null {
  const isMisfit = targetIndex >= misfitIndex;
  return pickAt(
    list.filter((one) => fits(one) !== isMisfit),
    targetIndex,
  );
}

const misfitIndex = 3;

/** The target app of a step. */
export function pickApp(
  sequenceState: SequenceState,
  { targetIndex }: Pick<RandomCommand, 'targetIndex'>,
  fits: (app: App) => boolean,
): App | null {
  const isThere = ({ archivedAt }: App) => archivedAt === undefined;
  return pickFitting(appsOf(sequenceState), targetIndex, (app) => isThere(app) && fits(app));
}

/** The target submission of a step. */
export function pickSubmission(
  sequenceState: SequenceState,
  { targetIndex }: Pick<RandomCommand, 'targetIndex'>,
  fits: (submission: Submission) => boolean,
): Submission | null {
  return pickFitting(submissionsOf(sequenceState), targetIndex, fits);
}

/** Sorts the fitting items first. */
export function fittingFirst<T>(list: readonly T[], holds: (one: T) => boolean): readonly T[] {
  return [...list.filter(holds), ...list.filter((one) => !holds(one))];
}

export function appsOf({ rows }: SequenceState): readonly App[] {
  const all = [...rows.apps.values()].map(({ value }) => value);
  return fittingFirst(all, ({ archivedAt }) => archivedAt === undefined);
}

/** Newest first. */
export function submissionsOf({ rows }: SequenceState): readonly Submission[] {
  return [...rows.submissions.values()].map(({ value }) => value).reverse();
}

export function newestSubmissionOf(
  sequenceState: SequenceState,
  { id }: Pick<App, 'id'>,
): Submission | null {
  const own = submissionsOf(sequenceState).filter(({ appId }) => appId === id);
  return own.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0] ?? null;
}

export function openSubmissionOf(
  sequenceState: SequenceState,
  { id }: Pick<App, 'id'>,
): Submission | null {
  const isOpen = ({ appId, state }: Submission) => appId === id && openStates.includes(state);
  return submissionsOf(sequenceState).find(isOpen) ?? null;
}

/** Whether a submission is open. An expired approval is not. */
export function hasOpenSubmission(sequenceState: SequenceState, app: Pick<App, 'id'>): boolean {
  const open = openSubmissionOf(sequenceState, app);
  if (open === null) return false;
  return open.approvedUntil === undefined || open.approvedUntil > sequenceState.now;
}

const openStates: readonly SubmissionState[] = [
  'waiting_for_review',
  'in_review',
  'changes_requested',
  'pending_second_approval',
  'approved',
];

export function keysOf({ rows }: SequenceState): readonly ApiKey[] {
  return [...rows.apikeys.values()].map(({ value }) => value).reverse();
}

/** Active members, admins first. */
export function membersOf(
  { rows }: SequenceState,
  organizationId: OrganizationId,
): readonly UserId[] {
  const own = [...rows.memberships.values()]
    .map(({ value }) => value)
    .filter((one) => one.organizationId === organizationId && one.state === 'active');
  return fittingFirst(own, ({ role }) => role === 'admin').map(({ userId }) => userId);
}

export function adminsOf(
  { rows }: SequenceState,
  organizationId: OrganizationId,
): readonly UserId[] {
  return [...rows.memberships.values()].flatMap(({ value }) => {
    const isOne = value.organizationId === organizationId && value.state === 'active';
    return isOne && value.role === 'admin' ? [value.userId] : [];
  });
}

/** An actor for commands of members: members first, then everybody else. */
export function pickUserActor(
  sequenceState: SequenceState,
  organizationId: OrganizationId,
  actorIndex: number,
): UserActor {
  const members = membersOf(sequenceState, organizationId);
  const people = sequenceState.participants.people.map(({ id }) => id);
  const userId = pickAt([...members, ...people.filter((id) => !members.includes(id))], actorIndex);
  return { kind: 'user', userId: userId ?? assertPresent(people[0]) };
}

/** An actor for commands on drafts: a member, sometimes a key or the platform. */
export function pickEditor(sequenceState: SequenceState, app: App, actorIndex: number): Actor {
  const own = keysOf(sequenceState).filter(({ owner }) =>
    owner.kind === 'app' ? owner.appId === app.id : owner.organizationId === app.organizationId,
  );
  const key = pickAt(own, actorIndex);
  if (actorIndex % 4 === 3 && key !== null) return { kind: 'key', keyId: key.id };
  return actorIndex === 6
    ? { kind: 'system', reason: 'a sequence' }
    : pickUserActor(sequenceState, app.organizationId, actorIndex);
}

/** Reviewers by preference: the holder of the lease, others without a conflict, the rest. */
export function pickReviewer(
  sequenceState: SequenceState,
  submission: Submission,
  actorIndex: number,
): ReviewerActor {
  const { lease, decisions } = submission;
  const ids = sequenceState.participants.reviewers.map(({ id }) => id);
  const free = fittingFirst(ids, (id) => hasNoConflict(sequenceState, submission, id));
  const fitting = fittingFirst(free, (id) => id !== decisions.at(-1)?.by);
  const idle = fittingFirst(fitting, (id) => !isReviewing(sequenceState, id));
  const ordered = lease === undefined ? idle : fittingFirst(idle, (id) => id === lease.holder);
  const outsiders = sequenceState.participants.people
    .map(({ id }) => id)
    .filter((id) => !ids.includes(id));
  const userId = pickAt([...ordered, ...outsiders.slice(0, 2)], actorIndex);
  return { kind: 'reviewer', userId: assertPresent(userId) };
}

function isReviewing(sequenceState: SequenceState, userId: UserId): boolean {
  return submissionsOf(sequenceState).some(({ lease }) => lease?.holder === userId);
}

function hasNoConflict(
  { rows }: SequenceState,
  { organizationId, enteredAt, authors }: Submission,
  userId: UserId,
): boolean {
  const belonged = [...rows.memberships.values()].some(
    ({ value }) =>
      value.organizationId === organizationId &&
      value.userId === userId &&
      (value.leftAt ?? enteredAt) >= coolingOffStart(enteredAt),
  );
  return !belonged && !authors.includes(userId);
}

/** Reviewers with the capability first, then others and the platform. */
export function pickEnforcer({ participants }: SequenceState, actorIndex: number): Actor {
  if (actorIndex === 4) return { kind: 'system', reason: 'a sequence' };
  const userId = pickAt(participants.reviewers.toReversed(), actorIndex)?.id;
  return { kind: 'reviewer', userId: assertPresent(userId) };
}

export function assertPresent<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('a sequence needs an actor');
  return value;
}
