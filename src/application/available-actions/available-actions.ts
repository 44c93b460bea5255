// The query for what the actor can do with an app now. It runs each command without writing, so its answer always agrees with the command.

import type { App } from '../../domain/app/app.js';
import type { Submission } from '../../domain/review/submission.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { RefusalCode } from '../../domain/shared/refusal.js';
import { ok } from '../../domain/shared/result.js';
import type { AppRefusalCode } from '../app-authorization/app-authorization.js';
import type {} from '../app-authorization/app-input.js';
import { type AppIdInput, appIdInputSchema } from '../app-authorization/app-input.js';
import { deleteAppSpec, restoreAppSpec } from '../apps/delete.js';
import { createListingSpec } from '../apps/delist.js';
import { moveAppSpec } from '../apps/move.js';
import { shareSpec } from '../apps/share.js';
import { updateDraftSpec } from '../apps/update-draft.js';
import type { Dependencies } from '../dependencies.js';
import { approveSpec } from '../review/approve.js';
import { claimSpec, releaseClaimSpec, renewClaimSpec } from '../review/claims.js';
import { createEnforcementSpec } from '../review/enforce.js';
import { rejectSpec, requestChangesSpec } from '../review/request-changes-reject.js';
import { revokeReleaseSpec } from '../review/revoke-release.js';
import { secondApproveSpec, sendBackSpec } from '../review/second-review.js';
import { setLaneSpec } from '../review/set-lane.js';
import { setTierSpec } from '../review/set-tier.js';
import { releaseSpec } from '../submissions/release.js';
import { resubmitSpec } from '../submissions/resubmit.js';
import { submitSpec } from '../submissions/submit.js';
import { withdrawSpec } from '../submissions/withdraw.js';
import { type CommandContext, type CommandSpec, dryRun } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { withReadCache } from '../use-case/read-cache.js';
import { type ActionTarget, loadActionTarget } from './load-action-target.js';

/** Whether the actor could do the action now. It runs the command with a valid input, without writing. False if the command needs a submission and the app has none. */
type IsActionPossible = (context: CommandContext, target: ActionTarget) => Promise<boolean>;

function createAppProbe<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  input: (app: App) => I,
): IsActionPossible {
  return async (context, { app }) => (await dryRun(spec, context, input(app))) === 'change';
}

/** For commands that set values. They get the current values, so they change nothing; the action is possible if they are not refused. */
function createUnchangedProbe<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  input: (app: App) => I,
): IsActionPossible {
  return async (context, { app }) => (await dryRun(spec, context, input(app))) !== 'refused';
}

function createSubmissionProbe<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  input: (submission: Submission, app: App) => I,
): IsActionPossible {
  return async (context, { app, submission }) =>
    submission !== null && (await dryRun(spec, context, input(submission, app))) === 'change';
}

const toAppIdInput = ({ id: appId }: App) => ({ appId });

const sampleReason = { reasons: ['other'], text: 'words' } as const;

const toReviewedSnapshotInput = ({ id: submissionId, digest }: Submission) => ({
  submissionId,
  digest,
});

const toClaimedSnapshotInput = (submission: Submission) => ({
  ...toReviewedSnapshotInput(submission),
  leaseToken: Math.max(1, submission.lease?.leaseToken ?? submission.claimCount),
});

const toHeldClaimInput = (submission: Submission) => {
  const { submissionId, leaseToken } = toClaimedSnapshotInput(submission);
  return { submissionId, leaseToken };
};

const toSubmissionIdInput = ({ id }: Submission) => ({ submissionId: id });

const toEnforceInput = (app: App) => ({ ...toAppIdInput(app), reason: 'words' });

const revokeProbe = createSubmissionProbe(revokeReleaseSpec, (submission) => ({
  ...toSubmissionIdInput(submission),
  ...sampleReason,
}));

/** Every action on an app, by its command name in `apps`, `submissions` or `review`. */
export const appActions = [
  'updateDraft',
  'share',
  'submit',
  'resubmit',
  'withdraw',
  'release',
  'delist',
  'relist',
  'move',
  'delete',
  'restore',
  'claim',
  'renewClaim',
  'releaseClaim',
  'setLane',
  'requestChanges',
  'approve',
  'reject',
  'secondApprove',
  'sendBack',
  'revoke',
  'warn',
  'suspend',
  'takeDown',
  'reinstate',
  'setTier',
] as const;
/** An action on an app. */
export type AppAction = (typeof appActions)[number];

const actionProbes: Readonly<Record<AppAction, IsActionPossible>> = {
  updateDraft: createUnchangedProbe(updateDraftSpec, (app) => ({
    ...toAppIdInput(app),
    expectedRevision: app.draft.revision,
    changes: {},
  })),
  share: createUnchangedProbe(shareSpec, toAppIdInput),
  submit: createAppProbe(submitSpec, (app) => ({
    ...toAppIdInput(app),
    draftRevision: app.draft.revision,
  })),
  resubmit: createSubmissionProbe(resubmitSpec, (submission, app) => ({
    ...toSubmissionIdInput(submission),
    draftRevision: app.draft.revision,
  })),
  withdraw: createSubmissionProbe(withdrawSpec, toSubmissionIdInput),
  release: createSubmissionProbe(releaseSpec, toSubmissionIdInput),
  delist: createAppProbe(createListingSpec('delist'), toAppIdInput),
  relist: /* APP-86 */ createAppProbe(createListingSpec('relist'), toAppIdInput),
  move: createUnchangedProbe(moveAppSpec, (app) => ({
    ...toAppIdInput(app),
    toOrganizationId: app.organizationId,
  })),
  delete: createAppProbe(deleteAppSpec, toAppIdInput),
  restore: createAppProbe(restoreAppSpec, toAppIdInput),
  claim: createSubmissionProbe(claimSpec, toSubmissionIdInput),
  renewClaim: createSubmissionProbe(renewClaimSpec, toHeldClaimInput),
  releaseClaim: createSubmissionProbe(releaseClaimSpec, toHeldClaimInput),
  setLane: createSubmissionProbe(setLaneSpec, (submission) => ({
    ...toSubmissionIdInput(submission),
    lane: submission.lane,
    reason: 'words',
  })),
  requestChanges: createSubmissionProbe(requestChangesSpec, (submission) => ({
    ...toClaimedSnapshotInput(submission),
    ...sampleReason,
  })),
  approve: createSubmissionProbe(approveSpec, toClaimedSnapshotInput),
  reject: createSubmissionProbe(rejectSpec, (submission) => ({
    ...toClaimedSnapshotInput(submission),
    ...sampleReason,
  })),
  secondApprove: createSubmissionProbe(secondApproveSpec, toReviewedSnapshotInput),
  sendBack: createSubmissionProbe(sendBackSpec, (submission) => ({
    ...toReviewedSnapshotInput(submission),
    ...sampleReason,
  })),
  revoke: async (context, target) =>
    (await revokeProbe(context, target)) ||
    revokeProbe(context, { ...target, submission: target.released }),
  warn: createAppProbe(createEnforcementSpec('warn', 'app.warn'), toEnforceInput),
  suspend: createAppProbe(createEnforcementSpec('suspend', 'app.suspend'), toEnforceInput),
  takeDown: createAppProbe(createEnforcementSpec('takeDown', 'app.take_down'), toEnforceInput),
  reinstate: createAppProbe(createEnforcementSpec('reinstate', 'app.reinstate'), toEnforceInput),
  setTier: createUnchangedProbe(setTierSpec, (app) => ({ ...toAppIdInput(app), tier: app.tier })),
};

/**
 * Lists the actions that the actor can take on an app now. An action is listed exactly if its command, given a valid
 * input, would succeed. Submission actions concern the newest submission; `revoke` also the live one. Repeated reads
 * are cached, so the query sends only a few statements.
 */
export const availableActionsQuery: (
  deps: Dependencies,
) => Query<AppIdInput, readonly AppAction[], AppRefusalCode> = defineQuery<
  AppIdInput,
  WithParsedIds<AppIdInput>,
  readonly AppAction[],
  AppRefusalCode
>(appIdInputSchema, async ({ deps, actor }, { appId }) => {
  const storage = withReadCache(deps.storage);
  const now = await deps.clock.now();
  const context: CommandContext = {
    deps: withCapabilityCache({ ...deps, storage }),
    storage,
    actor,
    now,
  };
  const target = await loadActionTarget(context, appId);
  if (!target.ok) return target;
  const answers = await Promise.all(
    appActions.map((action) => actionProbes[action](context, target.value)),
  );
  return ok(appActions.filter((_action, index) => answers[index]));
});

/** Asks the reviewer directory only once for each user. */
function withCapabilityCache(deps: Dependencies): Dependencies {
  const { reviewers } = deps;
  const answers = new Map<UserId, ReturnType<typeof reviewers.capabilitiesOf>>();
  return {
    ...deps,
    reviewers: {
      capabilitiesOf(userId) {
        const answer = answers.get(userId) ?? reviewers.capabilitiesOf(userId);
        answers.set(userId, answer);
        return answer;
      },
    },
  };
}
