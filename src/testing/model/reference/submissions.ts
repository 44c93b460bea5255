// The methods of `submissions`.

import { requirePerson } from './access.js';
import {
  isSuspendedOrTakenDown,
  requireApp,
  requireSubmission,
  requireUndeletedApp,
} from './app-access.js';
import type { ModelApp, ModelSnapshot, ModelSubmission } from './app-rows.js';
import {
  expireApprovalOf,
  isApprovalExpired,
  requireNoOpenSubmission,
  requireRevision,
} from './app-rules.js';
import { liveSubmission, submissionSummaryView, submissionView } from './app-views.js';
import type { Caller } from './calls.js';
import { dueTime, enterQueue } from './enter-queue.js';
import type { CommandHandler, ServiceHandlers } from './handlers.js';
import { dayMs, takeAllOrRefuse } from './limits.js';
import { readinessCodes } from './readiness.js';
import {
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  takeNextId,
  throwRefusal,
} from './reference-model.js';
import { endClaim, requireTransition } from './submission-states.js';
import { splitIntoPages } from './views.js';

const submitHandler: CommandHandler<'submissions.submit'> = {
  checkInput: (_model, caller) => void requirePerson(caller),
  run(model, caller, { appId, draftRevision }) {
    const app = requireUndeletedApp(model, caller, appId, 'apps:publish');
    requireRevision(app, draftRevision);
    requireNoOpenSubmission(model, app);
    requireSubmittable(model, app, undefined);
    takeSubmission(model, app);
    expireApprovalOf(model, app);
    const lane = app.live === null ? 'new' : 'update';
    const caseId = takeNextId(model, 'submission');
    const dueAt = dueTime(model, lane, model.now);
    const place = { caseId, lane, laneReason: undefined, enteredAt: model.now, dueAt } as const;
    return enterQueue(model, caller, app, caseId, place, 'submission.submit');
  },
  replay: (model, caller, _input, [id = '']) => replaySubmission(model, caller, id),
};

const resubmitHandler: CommandHandler<'submissions.resubmit'> = {
  checkInput: (_model, caller) => void requirePerson(caller),
  run(model, caller, { submissionId, draftRevision }) {
    const { app, submission } = requireSubmission(model, caller, submissionId, 'apps:publish');
    requireRevision(app, draftRevision);
    const state = requireTransition(submission, 'resubmit');
    requireSubmittable(model, app, submission.snapshot);
    takeSubmission(model, app);
    endClaim(submission, state);
    submission.outcome = { command: 'resubmit', at: model.now, by: caller };
    const id = takeNextId(model, 'submission');
    return enterQueue(model, caller, app, id, submission, 'submission.resubmit');
  },
  replay: (model, caller, _input, [id = '']) => replaySubmission(model, caller, id),
};

function requireSubmittable(
  model: ReferenceModel,
  app: ModelApp,
  sentBack: ModelSnapshot | undefined,
): void {
  if (isSuspendedOrTakenDown(app)) throwRefusal('app_suspended');
  if (readinessCodes(model, app, sentBack).length > 0) throwRefusal('not_ready');
}

function takeSubmission(model: ReferenceModel, { organization }: ModelApp): void {
  const limit = model.policy.maxDailySubmissionsPerOrganization;
  const key = `submissions of ${organization}`;
  takeAllOrRefuse(model, [{ key, windowMs: dayMs, limit, cost: 1 }]);
}

function replaySubmission(model: ReferenceModel, caller: Caller, submissionId: string): object {
  return submissionView(requireSubmission(model, caller, submissionId, 'apps:read').submission);
}

/** `withdraw` or `release`. */
function endingHandler(
  command: 'withdraw' | 'release',
  end: (model: ReferenceModel, caller: Caller, submission: ModelSubmission, app: ModelApp) => void,
): CommandHandler<'submissions.withdraw' | 'submissions.release'> {
  return {
    checkInput: (_model, caller) => void requirePerson(caller),
    run(model, caller, { submissionId }) {
      const { app, submission } = requireSubmission(model, caller, submissionId, 'apps:publish');
      const state = requireTransition(submission, command);
      if (isApprovalExpired(model, submission)) throwRefusal('approval_expired');
      end(model, caller, submission, app);
      endClaim(submission, state);
      submission.outcome = { command, at: model.now, by: caller };
      recordJournalEntry(model, `submission.${command}`, submissionId, [app.organization]);
      return submissionView(submission);
    },
    replay: (model, caller, { submissionId }) => replaySubmission(model, caller, submissionId),
  };
}

function release(
  model: ReferenceModel,
  caller: Caller,
  submission: ModelSubmission,
  app: ModelApp,
): void {
  if (isSuspendedOrTakenDown(app)) throwRefusal('app_suspended');
  const before = liveSubmission(model, app);
  if (before !== undefined) {
    before.state = 'superseded';
    before.outcome = { command: 'supersede', at: model.now, by: caller };
  }
  submission.releasedAt = model.now;
  app.live = submission.id;
}

export const submissionHandlers: ServiceHandlers<'submissions'> = {
  'submissions.submit': submitHandler,
  'submissions.resubmit': resubmitHandler,
  'submissions.withdraw': endingHandler('withdraw', () => undefined),
  'submissions.release': endingHandler('release', release),

  'submissions.get': (model, caller, { submissionId }) =>
    replaySubmission(model, caller, submissionId),

  'submissions.list'(model, caller, { appId, ...page }) {
    requireApp(model, caller, appId, 'apps:read');
    const own = rowsWhere(model.submissions, (row) => row.app === appId).reverse();
    return splitIntoPages(own.map(submissionSummaryView), page);
  },
};
