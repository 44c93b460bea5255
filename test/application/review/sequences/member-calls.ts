// Commands on memberships and organizations, and maintenance.

import type { OrganizationId } from '../../../../src/domain/shared/ids.js';
import type { Person } from '../../../support/world.js';
import type { RandomCommand } from './random-steps.js';
import { type CallFactory, createCall } from './review-call.js';
import {
  appsOf,
  assertPresent,
  fittingFirst,
  hasOpenSubmission,
  membersOf,
  pickAt,
  pickFitting,
  pickReviewer,
  pickSubmission,
  pickUserActor,
  type SequenceState,
} from './sequence-state.js';

/** People who can join and leave, reviewers first. */
function joinersAndLeavers({ participants }: SequenceState): readonly Person[] {
  return [
    ...participants.reviewers.slice(1, 3),
    ...participants.people.slice(3, 4),
    ...participants.reviewers,
  ];
}

/** Organizations, those with apps first. */
function pickOrganization(
  sequenceState: SequenceState,
  { variant }: RandomCommand,
): OrganizationId {
  const owners = appsOf(sequenceState).map(({ organizationId }) => organizationId);
  const ordered = fittingFirst(sequenceState.participants.organizations, (id) =>
    owners.includes(id),
  );
  return assertPresent(pickAt(ordered, variant % 3));
}

export const accept: CallFactory = async (sequenceState, command) => {
  const { organizationId, person } =
    pickDecidingReviewer(sequenceState, command) ?? pickOutsider(sequenceState, command);
  const token = await sequenceState.inviteAndGetToken(organizationId, person);
  if (token === null) return null;
  return createCall('invitations.accept', (g) => g.invitations.accept, person.actor, { token });
};

interface JoinCandidate {
  readonly organizationId: OrganizationId;
  readonly person: Person;
}

/** Sometimes a reviewer joins the organization whose submission they have claimed. */
function pickDecidingReviewer(
  sequenceState: SequenceState,
  { variant }: RandomCommand,
): JoinCandidate | null {
  if (variant < 10) return null;
  const submission = pickSubmission(sequenceState, { targetIndex: 0 }, ({ state }) =>
    undecidedStates.has(state),
  );
  if (submission === null) return null;
  const { userId } = pickReviewer(sequenceState, submission, 0);
  const person = sequenceState.participants.reviewers.find(({ id }) => id === userId);
  return person === undefined ? null : { person, organizationId: submission.organizationId };
}

const undecidedStates = new Set<string>([
  'waiting_for_review',
  'in_review',
  'pending_second_approval',
]);

function pickOutsider(sequenceState: SequenceState, command: RandomCommand): JoinCandidate {
  const organizationId = pickOrganization(sequenceState, command);
  const outside = fittingFirst(
    joinersAndLeavers(sequenceState),
    ({ id }) => !membersOf(sequenceState, organizationId).includes(id),
  );
  return { organizationId, person: assertPresent(pickAt(outside, command.actorIndex)) };
}

/** Members who can leave the organization, reviewers first. */
function pickMember(
  sequenceState: SequenceState,
  command: RandomCommand,
  organizationId: OrganizationId,
): Person | null {
  const members = membersOf(sequenceState, organizationId);
  const inside = joinersAndLeavers(sequenceState).filter(({ id }) => members.includes(id));
  return command.actorIndex < 4
    ? pickAt(inside, command.actorIndex)
    : pickAt(sequenceState.participants.people, command.actorIndex);
}

function pickOrganizationToLeave(
  sequenceState: SequenceState,
  command: RandomCommand,
): OrganizationId {
  const ids = joinersAndLeavers(sequenceState).map(({ id }) => id);
  const ordered = fittingFirst(sequenceState.participants.organizations, (id) =>
    membersOf(sequenceState, id).some((member) => ids.includes(member)),
  );
  return assertPresent(pickAt(ordered, command.variant % 2));
}

export const leave: CallFactory = (sequenceState, command) => {
  const organizationId = pickOrganizationToLeave(sequenceState, command);
  const member = pickMember(sequenceState, command, organizationId);
  if (member === null) return null;
  const { actor } = member;
  return createCall('memberships.leave', (g) => g.memberships.leave, actor, { organizationId });
};

export const remove: CallFactory = (sequenceState, command) => {
  const organizationId = pickOrganizationToLeave(sequenceState, command);
  const member = pickMember(sequenceState, command, organizationId);
  if (member === null) return null;
  const { id: userId } = member;
  const actor = pickUserActor(sequenceState, organizationId, command.actorIndex);
  const input = { organizationId, userId };
  return createCall('memberships.remove', (g) => g.memberships.remove, actor, input);
};

/** Organizations, those that can be deleted first. */
export const deleteOrganization: CallFactory = (sequenceState, command) => {
  const owners = appsOf(sequenceState).map(({ organizationId }) => organizationId);
  const busy = appsOf(sequenceState)
    .filter((app) => app.live !== undefined || hasOpenSubmission(sequenceState, app))
    .map(({ organizationId }) => organizationId);
  const organizationId = pickFitting(
    fittingFirst(sequenceState.participants.organizations.toReversed(), (id) =>
      owners.includes(id),
    ),
    command.targetIndex,
    (id) => !busy.includes(id) && !isDeleted(sequenceState, id),
  );
  if (organizationId === null) return null;
  const actor = pickUserActor(sequenceState, organizationId, command.actorIndex);
  return createCall('organizations.delete', (g) => g.organizations.delete, actor, {
    organizationId,
  });
};

export const restoreOrganization: CallFactory = (sequenceState, command) => {
  const organizationId = pickFitting(
    sequenceState.participants.organizations,
    command.targetIndex,
    (id) => isDeleted(sequenceState, id),
  );
  if (organizationId === null) return null;
  const actor = pickUserActor(sequenceState, organizationId, command.actorIndex);
  const input = { organizationId };
  return createCall('organizations.restore', (g) => g.organizations.restore, actor, input);
};

function isDeleted({ rows }: SequenceState, id: OrganizationId): boolean {
  return rows.organizations.get(id)?.value.deletedAt !== undefined;
}

const systemActor = { kind: 'system', reason: 'maintenance' } as const;

/** A whole run of maintenance, with as many commits as it needs. */
export const runOnce: CallFactory = () => ({
  ...createCall(
    'maintenance.runOnce',
    () => async () => ({ ok: true, value: null }),
    systemActor,
    {},
  ),
  async run({ maintenance }) {
    return { ok: true, value: await maintenance.runOnce() };
  },
});
