// Chooses the call of a random command, and the next command in the life of an app.

import type { App } from '../../../../src/domain/app/app.js';
import type { Submission } from '../../../../src/domain/review/submission.js';
import * as ofApps from './app-calls.js';
import * as ofEnforcement from './enforcement-calls.js';
import * as ofKeys from './key-calls.js';
import { completeChange } from './manifest-changes.js';
import * as ofMembers from './member-calls.js';
import type { RandomCommand, ReviewMethodName } from './random-steps.js';
import type { CallFactory, ReviewCall } from './review-call.js';
import { createCall } from './review-call.js';
import * as ofReview from './review-calls.js';
import {
  appsOf,
  newestSubmissionOf,
  openSubmissionOf,
  pickUserActor,
  type SequenceState,
} from './sequence-state.js';
import * as ofSubmissions from './submission-calls.js';

const callFactories: Readonly<Record<ReviewMethodName, CallFactory>> = {
  'apps.create': ofApps.create,
  'apps.updateDraft': ofApps.updateDraft,
  'apps.share': ofApps.share,
  'apps.delist': ofApps.delist,
  'apps.relist': ofApps.relist,
  'apps.move': ofApps.move,
  'apps.delete': ofApps.delete,
  'apps.restore': ofApps.restore,
  'submissions.submit': ofSubmissions.submit,
  'submissions.resubmit': ofSubmissions.resubmit,
  'submissions.withdraw': ofSubmissions.withdraw,
  'submissions.release': ofSubmissions.release,
  'review.claim': ofReview.claim,
  'review.renewClaim': ofReview.renewClaim,
  'review.releaseClaim': ofReview.releaseClaim,
  'review.setLane': ofReview.setLane,
  'review.requestChanges': ofReview.requestChanges,
  'review.approve': ofReview.approve,
  'review.secondApprove': ofReview.secondApprove,
  'review.sendBack': ofReview.sendBack,
  'review.reject': ofReview.reject,
  'review.revoke': ofEnforcement.revoke,
  'review.warn': ofEnforcement.warn,
  'review.suspend': ofEnforcement.suspend,
  'review.takeDown': ofEnforcement.takeDown,
  'review.reinstate': ofEnforcement.reinstate,
  'review.setTier': ofEnforcement.setTier,
  'keys.create': ofKeys.create,
  'keys.rotate': ofKeys.rotate,
  'keys.revoke': ofKeys.revoke,
  'keys.authenticate': ofKeys.authenticate,
  'invitations.accept': ofMembers.accept,
  'memberships.leave': ofMembers.leave,
  'memberships.remove': ofMembers.remove,
  'organizations.delete': ofMembers.deleteOrganization,
  'organizations.restore': ofMembers.restoreOrganization,
  'maintenance.runOnce': ofMembers.runOnce,
};

export async function chooseCall(
  sequenceState: SequenceState,
  command: RandomCommand,
): Promise<ReviewCall | null> {
  const call =
    command.method === 'advance'
      ? null
      : await callFactories[command.method](sequenceState, command);
  if (call !== null) return call;
  const instead = prerequisiteOf(command.method);
  return instead === null
    ? chooseAdvancingCall(sequenceState, command)
    : callFactories[instead](sequenceState, command);
}

/** Commands that create a row and need none. */
function prerequisiteOf(method: RandomCommand['method']): ReviewMethodName | null {
  if (method.startsWith('keys.')) return 'keys.create';
  return method.startsWith('memberships.') ? 'invitations.accept' : null;
}

/** The next command in the life of an app; creates an app if there is none. */
async function chooseAdvancingCall(
  sequenceState: SequenceState,
  command: RandomCommand,
): Promise<ReviewCall | null> {
  const plain: RandomCommand = { ...command, targetIndex: 0, defect: 'nothing' };
  const alive = appsOf(sequenceState).filter(({ archivedAt }) => archivedAt === undefined);
  const app = alive[command.targetIndex % 3];
  if (app === undefined)
    return callFactories['apps.create'](sequenceState, { ...plain, variant: command.targetIndex });
  const narrowed = preferApp(sequenceState, app);
  return nextCallFor(narrowed, app, command)(narrowed, plain);
}

/** The state with the rows of this app first. */
function preferApp({ rows, ...sequenceState }: SequenceState, { id }: App): SequenceState {
  const apps = [...rows.apps].toSorted(
    ([one], [other]) => Number(other === id) - Number(one === id),
  );
  const submissions = [...rows.submissions].toSorted(
    ([, one], [, other]) => Number(one.value.appId === id) - Number(other.value.appId === id),
  );
  return {
    ...sequenceState,
    rows: { ...rows, apps: new Map(apps), submissions: new Map(submissions) },
  };
}

function nextCallFor(sequenceState: SequenceState, app: App, command: RandomCommand): CallFactory {
  const organization = sequenceState.rows.organizations.get(app.organizationId)?.value;
  const deletedAt = organization?.deletedAt ?? app.deletedAt;
  if (deletedAt !== undefined) {
    const isOver = sequenceState.now.getTime() - deletedAt.getTime() > restoreWindowMs;
    const method = deletedAt === app.deletedAt ? 'apps.restore' : 'organizations.restore';
    return callFactories[isOver && command.variant % 2 === 0 ? 'maintenance.runOnce' : method];
  }
  if (app.delistedAt !== undefined && command.variant % 3 === 0)
    return callFactories['apps.relist'];
  const { state } = app.enforcement;
  if (state === 'suspended' || state === 'taken_down') return callFactories['review.reinstate'];
  const open = openSubmissionOf(sequenceState, app);
  return open === null
    ? nextCallForDraft(sequenceState, app)
    : nextCallForOpen(sequenceState, app, open, command);
}

/** How long a deleted app can be restored, in milliseconds. */
const restoreWindowMs = 30 * 86_400_000;

function nextCallForDraft(sequenceState: SequenceState, app: App): CallFactory {
  const { draft, live, visibility } = app;
  const newest = newestSubmissionOf(sequenceState, app);
  const isSame =
    isDraftOf(app, newest) ||
    (live !== undefined && draft.manifest.version === live.listing.version);
  const isComplete =
    draft.manifest.version !== undefined && draft.manifest.supportUrl !== undefined;
  if (isSame || !isComplete) return makeDraftReady(app);
  return visibility === 'public' ? callFactories['submissions.submit'] : makeAppPublic(app);
}

function makeDraftReady({ id: appId, organizationId, draft }: App): CallFactory {
  return (sequenceState, { actorIndex, variant }) => {
    const { revision } = draft;
    const input = { appId, expectedRevision: revision, changes: completeChange(revision, variant) };
    const actor = pickUserActor(sequenceState, organizationId, actorIndex);
    return createCall('apps.updateDraft', (g) => g.apps.updateDraft, actor, input);
  };
}

function makeAppPublic({ id: appId, organizationId }: App): CallFactory {
  return (sequenceState, { actorIndex }) => {
    const actor = pickUserActor(sequenceState, organizationId, actorIndex);
    return createCall('apps.share', (g) => g.apps.share, actor, { appId, visibility: 'public' });
  };
}

function nextCallForOpen(
  sequenceState: SequenceState,
  app: App,
  open: Submission,
  { variant }: RandomCommand,
): CallFactory {
  const { state, approvedUntil } = open;
  switch (state) {
    case 'waiting_for_review':
      return callFactories['review.claim'];
    case 'in_review':
      return nextCallInReview(sequenceState, open, variant);
    case 'changes_requested':
      return isDraftOf(app, open) ? makeDraftReady(app) : callFactories['submissions.resubmit'];
    case 'pending_second_approval':
      return callFactories[variant < 3 ? 'review.sendBack' : 'review.secondApprove'];
    default: {
      const isOver =
        approvedUntil !== undefined && approvedUntil <= sequenceState.now && variant % 2 === 0;
      return callFactories[isOver ? 'maintenance.runOnce' : 'submissions.release'];
    }
  }
}

function nextCallInReview(
  { now }: SequenceState,
  { lease }: Submission,
  variant: number,
): CallFactory {
  if (lease === undefined || lease.until <= now) return callFactories['review.claim'];
  if (variant === 0) return callFactories['review.reject'];
  return callFactories[variant < 4 ? 'review.requestChanges' : 'review.approve'];
}

function isDraftOf({ draft }: App, submission: Submission | null): boolean {
  return JSON.stringify(submission?.snapshot.manifest) === JSON.stringify(draft.manifest);
}
