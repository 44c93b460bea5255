// Which of all actions an actor can do with an app: each of them given, with nothing wrong in it, where it does no harm.

import { memoryStorage } from '../../../../src/adapters/memory/index.js';
import type { AppAction } from '../../../../src/application/apps/available-actions.js';
import { appActions } from '../../../../src/application/apps/available-actions.js';
import type { App } from '../../../../src/domain/app/app.js';
import type { Submission } from '../../../../src/domain/review/submission.js';
import type { Actor } from '../../../../src/domain/shared/actor.js';
import type { Result } from '../../../../src/domain/shared/result.js';
import type { Guildhall } from '../../../../src/guildhall.js';
import { isStorageError } from '../../../../src/ports/storage-error.js';
import { type World, writeRows } from '../../../support/guildhall.js';
import { type Ledger, ledgerOf } from './ledger.js';
import { insertsOf, type Rows } from './rows.js';
import type { Stage } from './stage.js';

/** What was said to be possible, null where the app was not to be seen; and what was. */
export interface Probe {
  readonly actor: Actor;
  readonly app: App;
  readonly said: readonly AppAction[] | null;
  readonly done: readonly AppAction[];
}

interface About {
  readonly app: App;
  readonly newest: Submission | null;
  readonly live: Submission | null;
}

type Give = (guildhall: Guildhall, actor: Actor, about: About) => Promise<Result<unknown>> | null;

const because = { reason: 'words' };
const grounds = { reasons: ['other'] as const, text: 'words' };

function onSubmission(
  give: (
    guildhall: Guildhall,
    actor: Actor,
    submission: Submission,
    about: About,
  ) => Promise<Result<unknown>>,
): Give {
  return (guildhall, actor, about) =>
    about.newest === null ? null : give(guildhall, actor, about.newest, about);
}

function seenOf({ id: submissionId, digest }: Submission): {
  submissionId: string;
  digest: string;
} {
  return { submissionId, digest };
}

function tokenOf({ lease, claims }: Submission): number {
  return Math.max(1, lease?.token ?? claims);
}

function heldOf(submission: Submission): { submissionId: string; token: number } {
  return { submissionId: submission.id, token: tokenOf(submission) };
}

function verdictOf(submission: Submission) {
  return { ...seenOf(submission), token: tokenOf(submission) };
}

const gives: Readonly<Record<AppAction, Give>> = {
  updateDraft: ({ apps }, actor, { app }) =>
    apps.updateDraft(actor, {
      appId: app.id,
      expectedRevision: app.draft.revision,
      changes: { description: `Of revision ${app.draft.revision}, and newer.` },
    }),
  share: ({ apps }, actor, { app }) =>
    apps.share(actor, {
      appId: app.id,
      visibility: app.visibility === 'public' ? 'private' : 'public',
    }),
  submit: ({ submissions }, actor, { app }) =>
    submissions.submit(actor, { appId: app.id, draftRevision: app.draft.revision }),
  resubmit: onSubmission(({ submissions }, actor, { id: submissionId }, { app }) =>
    submissions.resubmit(actor, { submissionId, draftRevision: app.draft.revision }),
  ),
  withdraw: onSubmission(({ submissions }, actor, { id: submissionId }) =>
    submissions.withdraw(actor, { submissionId }),
  ),
  release: onSubmission(({ submissions }, actor, { id: submissionId }) =>
    submissions.release(actor, { submissionId }),
  ),
  delist: ({ apps }, actor, { app }) => apps.delist(actor, { appId: app.id }),
  relist: ({ apps }, actor, { app }) => apps.relist(actor, { appId: app.id }),
  move: ({ apps }, actor, { app }) =>
    apps.move(actor, { appId: app.id, toOrganizationId: app.organizationId }),
  delete: ({ apps }, actor, { app }) => apps.delete(actor, { appId: app.id }),
  restore: ({ apps }, actor, { app }) => apps.restore(actor, { appId: app.id }),
  claim: onSubmission(({ review }, actor, { id: submissionId }) =>
    review.claim(actor, { submissionId }),
  ),
  renewClaim: onSubmission(({ review }, actor, one) => review.renewClaim(actor, heldOf(one))),
  releaseClaim: onSubmission(({ review }, actor, one) => review.releaseClaim(actor, heldOf(one))),
  setLane: onSubmission(({ review }, actor, { id: submissionId, lane }) =>
    review.setLane(actor, { submissionId, lane: lane === 'new' ? 'security' : 'new', ...because }),
  ),
  requestChanges: onSubmission(({ review }, actor, one) =>
    review.requestChanges(actor, { ...verdictOf(one), ...grounds }),
  ),
  approve: onSubmission(({ review }, actor, one) => review.approve(actor, verdictOf(one))),
  reject: onSubmission(({ review }, actor, one) =>
    review.reject(actor, { ...verdictOf(one), ...grounds }),
  ),
  secondApprove: onSubmission(({ review }, actor, one) => review.secondApprove(actor, seenOf(one))),
  sendBack: onSubmission(({ review }, actor, one) =>
    review.sendBack(actor, { ...seenOf(one), ...grounds }),
  ),
  revoke: async ({ review }, actor, { newest, live }) => {
    const of = async (one: Submission | null) =>
      one === null ? nothing : review.revoke(actor, { submissionId: one.id, ...grounds });
    const first = await of(newest);
    return first.ok ? first : of(live);
  },
  warn: ({ review }, actor, { app }) => review.warn(actor, { appId: app.id, ...because }),
  suspend: ({ review }, actor, { app }) => review.suspend(actor, { appId: app.id, ...because }),
  takeDown: ({ review }, actor, { app }) => review.takeDown(actor, { appId: app.id, ...because }),
  reinstate: ({ review }, actor, { app }) => review.reinstate(actor, { appId: app.id, ...because }),
  setTier: ({ review }, actor, { app }) =>
    review.setTier(actor, { appId: app.id, tier: app.tier === 'none' ? 'verified' : 'none' }),
};

const nothing = { ok: false, refusal: { code: 'there is none' } } as const;

/** Null where the storage was away. */
export async function probed(
  stage: Stage,
  actor: Actor,
  app: App,
  newest: Submission | null,
): Promise<Probe | null> {
  const said = await stage.worlds[0].guildhall.apps
    .availableActions(actor, { appId: app.id })
    .catch(nullIfAway);
  if (said === null) return null;
  const rows = stage.ledger.rows();
  const live = rows.submissions.get(app.live?.submissionId ?? '')?.value ?? null;
  const done = await actionsDone(stage, rows, actor, { app, newest, live });
  return { actor, app, said: said.ok ? said.value : null, done };
}

function nullIfAway(fault: unknown): null {
  if (isStorageError(fault)) return null;
  throw fault;
}

/** A storage where something was done is used no more. */
async function actionsDone(
  stage: Stage,
  rows: Rows,
  actor: Actor,
  about: About,
): Promise<readonly AppAction[]> {
  const done: AppAction[] = [];
  let fork: Fork | null = null;
  for (const action of appActions) {
    fork ??= await forked(stage, rows);
    const answer = await gives[action](fork.world.guildhall, actor, about);
    const isDone = fork.ledger.taken().length > 0;
    if (isDone || (action === 'move' && answer?.ok === true)) done.push(action);
    if (isDone) fork = null;
  }
  return done;
}

interface Fork {
  readonly world: World;
  readonly ledger: Ledger;
}

async function forked(stage: Stage, rows: Rows): Promise<Fork> {
  const ledger = ledgerOf(memoryStorage());
  await writeRows(ledger.storage, insertsOf(rows));
  ledger.taken();
  return { ledger, world: stage.fork(ledger.storage) };
}
