// Commands of organizations on submissions.

import type { Submission } from '../../../../src/domain/review/submission.js';
import type { UserActor } from '../../../../src/domain/shared/actor.js';
import { type CallFactory, createCall, unknownId } from './review-call.js';
import {
  hasOpenSubmission,
  pickApp,
  pickSubmission,
  pickUserActor,
  type SequenceState,
} from './sequence-state.js';

/** A member of the organization that the app belongs to now. */
function pickMemberOfOwner(
  sequenceState: SequenceState,
  { appId, organizationId }: Submission,
  actorIndex: number,
): UserActor {
  const app = sequenceState.rows.apps.get(appId)?.value;
  return pickUserActor(sequenceState, app?.organizationId ?? organizationId, actorIndex);
}

export const submit: CallFactory = (sequenceState, { targetIndex, actorIndex, defect }) => {
  const app = pickApp(sequenceState, { targetIndex }, (one) => {
    const isFree = !hasOpenSubmission(sequenceState, one) && one.deletedAt === undefined;
    return isFree && one.visibility === 'public';
  });
  if (app === null) return null;
  const { revision } = app.draft;
  const input = {
    appId: defect === 'id' ? unknownId : app.id,
    draftRevision: defect === 'revision' ? revision + 1 : revision,
  };
  const actor = pickUserActor(sequenceState, app.organizationId, actorIndex);
  return createCall('submissions.submit', (g) => g.submissions.submit, actor, input);
};

export const resubmit: CallFactory = (sequenceState, { targetIndex, actorIndex, defect }) => {
  const submission = pickSubmission(
    sequenceState,
    { targetIndex },
    ({ state }) => state === 'changes_requested',
  );
  if (submission === null) return null;
  const revision = sequenceState.rows.apps.get(submission.appId)?.value.draft.revision ?? 1;
  const input = {
    submissionId: defect === 'id' ? unknownId : submission.id,
    draftRevision: defect === 'revision' ? revision + 1 : revision,
  };
  const actor = pickMemberOfOwner(sequenceState, submission, actorIndex);
  return createCall('submissions.resubmit', (g) => g.submissions.resubmit, actor, input);
};

export const withdraw: CallFactory = (sequenceState, { targetIndex, actorIndex, defect }) => {
  const submission = pickSubmission(
    sequenceState,
    { targetIndex },
    ({ state }) => state !== 'released',
  );
  if (submission === null) return null;
  const input = { submissionId: defect === 'id' ? unknownId : submission.id };
  const actor = pickMemberOfOwner(sequenceState, submission, actorIndex);
  return createCall('submissions.withdraw', (g) => g.submissions.withdraw, actor, input);
};

export const release: CallFactory = (sequenceState, { targetIndex, actorIndex, defect }) => {
  const submission = pickSubmission(
    sequenceState,
    { targetIndex },
    ({ state }) => state === 'approved',
  );
  if (submission === null) return null;
  const input = { submissionId: defect === 'id' ? unknownId : submission.id };
  const actor = pickMemberOfOwner(sequenceState, submission, actorIndex);
  return createCall('submissions.release', (g) => g.submissions.release, actor, input);
};
