// What the platform does with apps: warn, suspend, take down, reinstate, set the tier, and revoke a release.

import type { EnforcementState } from '../../../domain/app/app.js';
import type { Action } from '../../../domain/journal/journal-entry.js';
import type { EnforcementTransition } from '../../../domain/review/enforcement-and-listing.js';
import { requireActiveUser } from './access.js';
import type { ModelApp } from './app-rows.js';
import { appView, reviewerView } from './app-views.js';
import type { Caller } from './calls.js';
import { recordDecision } from './decisions.js';
import { authorsOf } from './enter-queue.js';
import type { CommandHandler, ServiceHandlers } from './handlers.js';
import {
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  throwRefusal,
} from './reference-model.js';
import {
  type Reviewed,
  refuseConflict,
  requireCapability,
  requireReasons,
  requireReasonText,
  reviewerIdOf,
} from './reviewers.js';
import { endClaim, requireTransition } from './submission-states.js';

const nextStates: Readonly<
  Record<EnforcementState, Partial<Record<EnforcementTransition, EnforcementState>>>
> = {
  none: { warn: 'warned', suspend: 'suspended', takeDown: 'taken_down' },
  warned: { suspend: 'suspended', takeDown: 'taken_down', reinstate: 'none' },
  suspended: { takeDown: 'taken_down', reinstate: 'none' },
  taken_down: { reinstate: 'none' },
};

function requireEnforcer(model: ReferenceModel, caller: Caller): void {
  if (caller !== 'system') requireCapability(model, caller, 'enforce');
}

/** The app, also if it or its organization is deleted; refuses a reviewer with ties to what is reviewed. */
function requireAppToEnforce(
  model: ReferenceModel,
  caller: Caller,
  appId: string,
  reviewed?: Reviewed,
): ModelApp {
  if (caller !== 'system') requireActiveUser(model, reviewerIdOf(caller));
  const app = model.apps.get(appId);
  if (app === undefined || app.archivedAt !== null) return throwRefusal('app_not_found');
  const { organization } = app;
  const own = { authors: authorsOf(app), enteredAt: model.now, organization };
  if (caller !== 'system') refuseConflict(model, reviewerIdOf(caller), reviewed ?? own);
  return app;
}

const replay = (
  model: ReferenceModel,
  caller: Caller,
  { appId }: { readonly appId: string },
): object => appView(model, requireAppToEnforce(model, caller, appId));

type EnforcementHandler = CommandHandler<
  'review.warn' | 'review.suspend' | 'review.takeDown' | 'review.reinstate'
>;

function enforcement(command: EnforcementTransition, action: Action): EnforcementHandler {
  return {
    checkInput(model, caller, { reason }) {
      requireEnforcer(model, caller);
      requireReasonText(reason);
    },
    run(model, caller, { appId, reason }) {
      const app = requireAppToEnforce(model, caller, appId);
      const next = nextStates[app.enforcement][command];
      if (next === undefined)
        return throwRefusal('invalid_transition', { from: app.enforcement, command });
      app.enforcement = next;
      app.enforcedAt = model.now;
      app.enforcementReason = requireReasonText(reason);
      recordJournalEntry(model, action, appId, [app.organization]);
      return appView(model, app);
    },
    replay,
  };
}

const setTierHandler: CommandHandler<'review.setTier'> = {
  checkInput: (model, caller) => requireEnforcer(model, caller),
  run(model, caller, { appId, tier }) {
    const app = requireAppToEnforce(model, caller, appId);
    if (app.tier !== tier) recordJournalEntry(model, 'app.set_tier', appId, [app.organization]);
    app.tier = tier;
    return appView(model, app);
  },
  replay,
};

const revokeHandler: CommandHandler<'review.revoke'> = {
  checkInput(model, caller, input) {
    requireCapability(model, caller, 'enforce');
    requireReasons(input);
  },
  run(model, caller, { submissionId, ...given }) {
    const reviewer = reviewerIdOf(caller);
    requireActiveUser(model, reviewer);
    const submission = model.submissions.get(submissionId) ?? throwRefusal('submission_not_found');
    const app = requireAppToEnforce(model, caller, submission.app, submission);
    endClaim(submission, requireTransition(submission, 'revoke'));
    recordDecision(model, submission, 'revoke', reviewer, requireReasons(given));
    if (app.live === submissionId) fallBack(model, app, reviewer);
    recordJournalEntry(model, 'review.revoke', submissionId, [app.organization]);
    return reviewerView(submission);
  },
  replay(model, caller, { submissionId }) {
    requireActiveUser(model, reviewerIdOf(caller));
    const submission = model.submissions.get(submissionId) ?? throwRefusal('submission_not_found');
    refuseConflict(model, reviewerIdOf(caller), submission);
    return reviewerView(submission);
  },
};

/** The last release before becomes live again, if there is one. */
function fallBack(model: ReferenceModel, app: ModelApp, by: string): void {
  const superseded = rowsWhere(
    model.submissions,
    (row) => row.app === app.id && row.state === 'superseded',
  );
  const [last] = superseded.sort((a, b) => (b.releasedAt ?? 0) - (a.releasedAt ?? 0));
  app.live = last?.id ?? null;
  if (last === undefined) return;
  last.state = 'released';
  last.outcome = { command: 'fallBack', at: model.now, by };
}

export const enforcementHandlers: Pick<
  ServiceHandlers<'review'>,
  | 'review.warn'
  | 'review.suspend'
  | 'review.takeDown'
  | 'review.reinstate'
  | 'review.setTier'
  | 'review.revoke'
> = {
  'review.warn': enforcement('warn', 'app.warn'),
  'review.suspend': enforcement('suspend', 'app.suspend'),
  'review.takeDown': enforcement('takeDown', 'app.take_down'),
  'review.reinstate': enforcement('reinstate', 'app.reinstate'),
  'review.setTier': setTierHandler,
  'review.revoke': revokeHandler,
};
