// Tries every action on an app on a copy of the storage, and compares the result with the available actions.

import { memoryStorage } from '../../../../src/adapters/memory/index.js';
import type { AppAction } from '../../../../src/application/available-actions/available-actions.js';
import { appActions } from '../../../../src/application/available-actions/available-actions.js';
import type { App } from '../../../../src/domain/app/app.js';
import type { Submission } from '../../../../src/domain/review/submission.js';
import type { Actor } from '../../../../src/domain/shared/actor.js';
import type { Result } from '../../../../src/domain/shared/result.js';
import type { Guildhall } from '../../../../src/guildhall.js';
import { isStorageError } from '../../../../src/ports/storage-error.js';
import { commitChanges, type World } from '../../../support/world.js';
import { type CommitLog, createCommitLog } from './commit-log.js';
import type { SequenceEnvironment } from './environment.js';
import { type ExpectedRows, toInserts } from './expected-rows.js';

/** The actions that `availableActions` listed (null if the actor may not see the app), and those that succeeded. */
export interface ActionsProbe {
  readonly actor: Actor;
  readonly app: App;
  readonly reportedActions: readonly AppAction[] | null;
  readonly performedActions: readonly AppAction[];
}

interface ProbedApp {
  readonly app: App;
  readonly newest: Submission | null;
  readonly live: Submission | null;
}

type TryAction = (
  guildhall: Guildhall,
  actor: Actor,
  about: ProbedApp,
) => Promise<Result<unknown>> | null;

const reasonInput = { reason: 'words' };
const reasonsInput = { reasons: ['other'] as const, text: 'words' };

function onNewestSubmission(
  give: (
    guildhall: Guildhall,
    actor: Actor,
    submission: Submission,
    about: ProbedApp,
  ) => Promise<Result<unknown>>,
): TryAction {
  return (guildhall, actor, about) =>
    about.newest === null ? null : give(guildhall, actor, about.newest, about);
}

function snapshotInput({ id: submissionId, digest }: Submission): {
  submissionId: string;
  digest: string;
} {
  return { submissionId, digest };
}

function leaseTokenOf({ lease, claimCount }: Submission): number {
  return Math.max(1, lease?.leaseToken ?? claimCount);
}

function claimInput(submission: Submission): { submissionId: string; leaseToken: number } {
  return { submissionId: submission.id, leaseToken: leaseTokenOf(submission) };
}

function decisionInput(submission: Submission) {
  return { ...snapshotInput(submission), leaseToken: leaseTokenOf(submission) };
}

const tryActions: Readonly<Record<AppAction, TryAction>> = {
  updateDraft: ({ apps }, actor, { app }) =>
    apps.updateDraft(actor, {
      appId: app.id,
      expectedRevision: app.draft.revision,
      changes: { description: `After revision ${app.draft.revision}.` },
    }),
  share: ({ apps }, actor, { app }) =>
    apps.share(actor, {
      appId: app.id,
      visibility: app.visibility === 'public' ? 'private' : 'public',
    }),
  submit: ({ submissions }, actor, { app }) =>
    submissions.submit(actor, { appId: app.id, draftRevision: app.draft.revision }),
  resubmit: onNewestSubmission(({ submissions }, actor, { id: submissionId }, { app }) =>
    submissions.resubmit(actor, { submissionId, draftRevision: app.draft.revision }),
  ),
  withdraw: onNewestSubmission(({ submissions }, actor, { id: submissionId }) =>
    submissions.withdraw(actor, { submissionId }),
  ),
  release: onNewestSubmission(({ submissions }, actor, { id: submissionId }) =>
    submissions.release(actor, { submissionId }),
  ),
  delist: ({ apps }, actor, { app }) => apps.delist(actor, { appId: app.id }),
  relist: ({ apps }, actor, { app }) => apps.relist(actor, { appId: app.id }),
  move: ({ apps }, actor, { app }) =>
    apps.move(actor, { appId: app.id, toOrganizationId: app.organizationId }),
  delete: ({ apps }, actor, { app }) => apps.delete(actor, { appId: app.id }),
  restore: ({ apps }, actor, { app }) => apps.restore(actor, { appId: app.id }),
  claim: onNewestSubmission(({ review }, actor, { id: submissionId }) =>
    review.claim(actor, { submissionId }),
  ),
  renewClaim: onNewestSubmission(({ review }, actor, one) =>
    review.renewClaim(actor, claimInput(one)),
  ),
  releaseClaim: onNewestSubmission(({ review }, actor, one) =>
    review.releaseClaim(actor, claimInput(one)),
  ),
  setLane: onNewestSubmission(({ review }, actor, { id: submissionId, lane }) =>
    review.setLane(actor, {
      submissionId,
      lane: lane === 'new' ? 'security' : 'new',
      ...reasonInput,
    }),
  ),
  requestChanges: onNewestSubmission(({ review }, actor, one) =>
    review.requestChanges(actor, { ...decisionInput(one), ...reasonsInput }),
  ),
  approve: onNewestSubmission(({ review }, actor, one) =>
    review.approve(actor, decisionInput(one)),
  ),
  reject: onNewestSubmission(({ review }, actor, one) =>
    review.reject(actor, { ...decisionInput(one), ...reasonsInput }),
  ),
  secondApprove: onNewestSubmission(({ review }, actor, one) =>
    review.secondApprove(actor, snapshotInput(one)),
  ),
  sendBack: onNewestSubmission(({ review }, actor, one) =>
    review.sendBack(actor, { ...snapshotInput(one), ...reasonsInput }),
  ),
  revoke: async ({ review }, actor, { newest, live }) => {
    const of = async (one: Submission | null) =>
      one === null
        ? noSubmissionResult
        : review.revoke(actor, { submissionId: one.id, ...reasonsInput });
    const first = await of(newest);
    return first.ok ? first : of(live);
  },
  warn: ({ review }, actor, { app }) => review.warn(actor, { appId: app.id, ...reasonInput }),
  suspend: ({ review }, actor, { app }) => review.suspend(actor, { appId: app.id, ...reasonInput }),
  takeDown: ({ review }, actor, { app }) =>
    review.takeDown(actor, { appId: app.id, ...reasonInput }),
  reinstate: ({ review }, actor, { app }) =>
    review.reinstate(actor, { appId: app.id, ...reasonInput }),
  setTier: ({ review }, actor, { app }) =>
    review.setTier(actor, { appId: app.id, tier: app.tier === 'none' ? 'verified' : 'none' }),
};

const noSubmissionResult = { ok: false, refusal: { code: 'there is none' } } as const;

/** Null if the storage was unavailable. */
export async function probeActions(
  environment: SequenceEnvironment,
  actor: Actor,
  app: App,
  newest: Submission | null,
): Promise<ActionsProbe | null> {
  const said = await environment.worlds[0].guildhall.apps
    .availableActions(actor, { appId: app.id })
    .catch(nullIfUnavailable);
  if (said === null) return null;
  const rows = environment.commitLog.rows();
  const live = rows.submissions.get(app.live?.submissionId ?? '')?.value ?? null;
  const performedActions = await tryAllActions(environment, rows, actor, { app, newest, live });
  return { actor, app, reportedActions: said.ok ? said.value : null, performedActions };
}

function nullIfUnavailable(fault: unknown): null {
  if (isStorageError(fault)) return null;
  throw fault;
}

/** Uses a new copy after every action that has written. */
async function tryAllActions(
  environment: SequenceEnvironment,
  rows: ExpectedRows,
  actor: Actor,
  about: ProbedApp,
): Promise<readonly AppAction[]> {
  const done: AppAction[] = [];
  let fork: ForkedStorage | null = null;
  for (const action of appActions) {
    fork ??= await forkStorage(environment, rows);
    const answer = await tryActions[action](fork.world.guildhall, actor, about);
    const isDone = fork.ledger.takeCommits().length > 0;
    if (isDone || (action === 'move' && answer?.ok === true)) done.push(action);
    if (isDone) fork = null;
  }
  return done;
}

interface ForkedStorage {
  readonly world: World;
  readonly ledger: CommitLog;
}

async function forkStorage(
  environment: SequenceEnvironment,
  rows: ExpectedRows,
): Promise<ForkedStorage> {
  const ledger = createCommitLog(memoryStorage());
  await commitChanges(ledger.storage, toInserts(rows));
  ledger.takeCommits();
  return { ledger, world: environment.createWorldOn(ledger.storage) };
}
