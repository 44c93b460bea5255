// People who come and go, reviewers among them; organizations that end; and what time asks for.

import type { OrganizationId } from '../../../../src/domain/shared/ids.js';
import type { Person } from '../../../support/guildhall.js';
import { callOf, type MakeCall } from './call.js';
import type { Act } from './steps.js';
import {
  appsOf,
  first,
  isBusy,
  meant,
  membersOf,
  pick,
  present,
  reviewerFor,
  submissionFor,
  userFor,
  type View,
} from './view.js';

/** Those who come and go: reviewers first. */
function guests({ cast }: View): readonly Person[] {
  return [...cast.reviewers.slice(1, 3), ...cast.people.slice(3, 4), ...cast.reviewers];
}

/** Rather one that has apps. */
function organizationFor(view: View, { how }: Act): OrganizationId {
  const owners = appsOf(view).map(({ organizationId }) => organizationId);
  const ordered = first(view.cast.organizations, (id) => owners.includes(id));
  return present(pick(ordered, how % 3));
}

export const accept: MakeCall = async (view, act) => {
  const { organizationId, person } = aboutToDecide(view, act) ?? guestFor(view, act);
  const token = await view.invite(organizationId, person);
  if (token === null) return null;
  return callOf('invitations.accept', (g) => g.invitations.accept, person.actor, { token });
};

interface Joining {
  readonly organizationId: OrganizationId;
  readonly person: Person;
}

/** At times a reviewer joins the very organization whose submission is theirs to decide. */
function aboutToDecide(view: View, { how }: Act): Joining | null {
  if (how < 10) return null;
  const submission = submissionFor(view, { of: 0 }, ({ state }) => undecided.has(state));
  if (submission === null) return null;
  const { userId } = reviewerFor(view, submission, 0);
  const person = view.cast.reviewers.find(({ id }) => id === userId);
  return person === undefined ? null : { person, organizationId: submission.organizationId };
}

const undecided = new Set<string>(['waiting_for_review', 'in_review', 'pending_second_approval']);

function guestFor(view: View, act: Act): Joining {
  const organizationId = organizationFor(view, act);
  const outside = first(guests(view), ({ id }) => !membersOf(view, organizationId).includes(id));
  return { organizationId, person: present(pick(outside, act.by)) };
}

/** Who belongs to the organization and may go, reviewers first. */
function memberFor(view: View, act: Act, organizationId: OrganizationId): Person | null {
  const members = membersOf(view, organizationId);
  const inside = guests(view).filter(({ id }) => members.includes(id));
  return act.by < 4 ? pick(inside, act.by) : pick(view.cast.people, act.by);
}

function whereGuestsAre(view: View, act: Act): OrganizationId {
  const ids = guests(view).map(({ id }) => id);
  const ordered = first(view.cast.organizations, (id) =>
    membersOf(view, id).some((member) => ids.includes(member)),
  );
  return present(pick(ordered, act.how % 2));
}

export const leave: MakeCall = (view, act) => {
  const organizationId = whereGuestsAre(view, act);
  const member = memberFor(view, act, organizationId);
  if (member === null) return null;
  const { actor } = member;
  return callOf('memberships.leave', (g) => g.memberships.leave, actor, { organizationId });
};

export const remove: MakeCall = (view, act) => {
  const organizationId = whereGuestsAre(view, act);
  const member = memberFor(view, act, organizationId);
  if (member === null) return null;
  const { id: userId } = member;
  const actor = userFor(view, organizationId, act.by);
  const input = { organizationId, userId };
  return callOf('memberships.remove', (g) => g.memberships.remove, actor, input);
};

/** Rather one that nothing keeps from it. */
export const deleteOrganization: MakeCall = (view, act) => {
  const owners = appsOf(view).map(({ organizationId }) => organizationId);
  const busy = appsOf(view)
    .filter((app) => app.live !== undefined || isBusy(view, app))
    .map(({ organizationId }) => organizationId);
  const organizationId = meant(
    first(view.cast.organizations.toReversed(), (id) => owners.includes(id)),
    act.of,
    (id) => !busy.includes(id) && !isDeleted(view, id),
  );
  if (organizationId === null) return null;
  const actor = userFor(view, organizationId, act.by);
  return callOf('organizations.delete', (g) => g.organizations.delete, actor, { organizationId });
};

export const restoreOrganization: MakeCall = (view, act) => {
  const organizationId = meant(view.cast.organizations, act.of, (id) => isDeleted(view, id));
  if (organizationId === null) return null;
  const actor = userFor(view, organizationId, act.by);
  const input = { organizationId };
  return callOf('organizations.restore', (g) => g.organizations.restore, actor, input);
};

function isDeleted({ rows }: View, id: OrganizationId): boolean {
  return rows.organizations.get(id)?.value.deletedAt !== undefined;
}

const system = { kind: 'system', reason: 'maintenance' } as const;

/** A whole round, of as many commits as it takes. */
export const runOnce: MakeCall = () => ({
  ...callOf('maintenance.runOnce', () => async () => ({ ok: true, value: null }), system, {}),
  async give({ maintenance }) {
    return { ok: true, value: await maintenance.runOnce() };
  },
});
