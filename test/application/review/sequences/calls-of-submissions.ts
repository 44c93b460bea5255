// What organizations do to bring their apps through review.

import type { Submission } from '../../../../src/domain/review/submission.js';
import type { UserActor } from '../../../../src/domain/shared/actor.js';
import { callOf, type MakeCall, noId } from './call.js';
import { appFor, isBusy, submissionFor, userFor, type View } from './view.js';

/** Of the organization that the app belongs to now. */
function memberFor(view: View, { appId, organizationId }: Submission, by: number): UserActor {
  const app = view.rows.apps.get(appId)?.value;
  return userFor(view, app?.organizationId ?? organizationId, by);
}

export const submit: MakeCall = (view, { of, by, wrong }) => {
  const app = appFor(view, { of }, (one) => {
    const isFree = !isBusy(view, one) && one.deletedAt === undefined;
    return isFree && one.visibility === 'public';
  });
  if (app === null) return null;
  const { revision } = app.draft;
  const input = {
    appId: wrong === 'id' ? noId : app.id,
    draftRevision: wrong === 'revision' ? revision + 1 : revision,
  };
  const actor = userFor(view, app.organizationId, by);
  return callOf('submissions.submit', (g) => g.submissions.submit, actor, input);
};

export const resubmit: MakeCall = (view, { of, by, wrong }) => {
  const submission = submissionFor(view, { of }, ({ state }) => state === 'changes_requested');
  if (submission === null) return null;
  const revision = view.rows.apps.get(submission.appId)?.value.draft.revision ?? 1;
  const input = {
    submissionId: wrong === 'id' ? noId : submission.id,
    draftRevision: wrong === 'revision' ? revision + 1 : revision,
  };
  const actor = memberFor(view, submission, by);
  return callOf('submissions.resubmit', (g) => g.submissions.resubmit, actor, input);
};

export const withdraw: MakeCall = (view, { of, by, wrong }) => {
  const submission = submissionFor(view, { of }, ({ state }) => state !== 'released');
  if (submission === null) return null;
  const input = { submissionId: wrong === 'id' ? noId : submission.id };
  const actor = memberFor(view, submission, by);
  return callOf('submissions.withdraw', (g) => g.submissions.withdraw, actor, input);
};

export const release: MakeCall = (view, { of, by, wrong }) => {
  const submission = submissionFor(view, { of }, ({ state }) => state === 'approved');
  if (submission === null) return null;
  const input = { submissionId: wrong === 'id' ? noId : submission.id };
  const actor = memberFor(view, submission, by);
  return callOf('submissions.release', (g) => g.submissions.release, actor, input);
};
