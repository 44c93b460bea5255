// What the actor can do with an app now. Each command is asked itself, so that the answer cannot differ from what it would do.

import type { App } from '../../domain/app/app.js';
import type { Submission } from '../../domain/review/submission.js';
import type { AppId, UserId } from '../../domain/shared/ids.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { claimSpec, releaseClaimSpec, renewClaimSpec } from '../review/claims.js';
import {
  approveSpec,
  rejectSpec,
  requestChangesSpec,
  secondApproveSpec,
  sendBackSpec,
  setLaneSpec,
} from '../review/decisions.js';
import { enforcementSpec, revokeSpec, setTierSpec } from '../review/enforce.js';
import { releaseSpec, withdrawSpec } from '../submissions/release.js';
import { resubmitSpec, submitSpec } from '../submissions/submit.js';
import { type CommandSpec, rehearse, type Unit } from '../use-case/command.js';
import { type Query, query } from '../use-case/query.js';
import { remembering } from '../use-case/remembering.js';
import type { OfApp } from './app-command.js';
import { type AppRefusal, appNotFound, authorityDespiteAppDeletion } from './authority.js';
import { shareSpec, updateDraftSpec } from './draft.js';
import {
  deleteAppSpec,
  listingSpec,
  moveAppSpec,
  type OfAppInput,
  ofAppSchema,
  restoreAppSpec,
} from './end.js';

/** What is asked about: the app, its newest submission, and what is live. */
interface Asked {
  readonly app: App;
  readonly submission: Submission | null;
  readonly released: Submission | null;
}

/** Asks a command with an input that has nothing wrong in itself; false where there is nothing to ask about. */
type Ask = (unit: Unit, asked: Asked) => Promise<boolean>;

function ofApp<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  input: (app: App) => I,
): Ask {
  return async (unit, { app }) => (await rehearse(spec, unit, input(app))) === 'done';
}

/** Of what can be given many values: asked to leave all as it is. */
function editing<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  input: (app: App) => I,
): Ask {
  return async (unit, { app }) => (await rehearse(spec, unit, input(app))) !== 'refused';
}

function ofSubmission<I, O, M, T, C extends RefusalCode>(
  spec: CommandSpec<I, O, M, T, C>,
  input: (submission: Submission, app: App) => I,
): Ask {
  return async (unit, { app, submission }) =>
    submission !== null && (await rehearse(spec, unit, input(submission, app))) === 'done';
}

const idOf = ({ id: appId }: App) => ({ appId });
const said = { reasons: ['other'], text: 'words' } as const;
const onSnapshot = ({ id: submissionId, digest }: Submission) => ({ submissionId, digest });
const underClaim = (submission: Submission) => ({
  ...onSnapshot(submission),
  token: Math.max(1, submission.lease?.token ?? submission.claims),
});
const ofClaim = (submission: Submission) => {
  const { submissionId, token } = underClaim(submission);
  return { submissionId, token };
};
const submissionId = ({ id }: Submission) => ({ submissionId: id });
const because = (app: App) => ({ ...idOf(app), reason: 'words' });

const revoking = ofSubmission(revokeSpec, (submission) => ({
  ...submissionId(submission),
  ...said,
}));

/** All that can be done with an app, by the verbs of `apps`, `submissions` and `review`. */
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
/** Something that can be done with an app. */
export type AppAction = (typeof appActions)[number];

const asks: Readonly<Record<AppAction, Ask>> = {
  updateDraft: editing(updateDraftSpec, (app) => ({
    ...idOf(app),
    expectedRevision: app.draft.revision,
    changes: {},
  })),
  share: editing(shareSpec, idOf),
  submit: ofApp(submitSpec, (app) => ({ ...idOf(app), draftRevision: app.draft.revision })),
  resubmit: ofSubmission(resubmitSpec, (submission, app) => ({
    ...submissionId(submission),
    draftRevision: app.draft.revision,
  })),
  withdraw: ofSubmission(withdrawSpec, submissionId),
  release: ofSubmission(releaseSpec, submissionId),
  delist: ofApp(listingSpec('delist'), idOf),
  relist: /* APP-86 */ ofApp(listingSpec('relist'), idOf),
  move: editing(moveAppSpec, (app) => ({ ...idOf(app), toOrganizationId: app.organizationId })),
  delete: ofApp(deleteAppSpec, idOf),
  restore: ofApp(restoreAppSpec, idOf),
  claim: ofSubmission(claimSpec, submissionId),
  renewClaim: ofSubmission(renewClaimSpec, ofClaim),
  releaseClaim: ofSubmission(releaseClaimSpec, ofClaim),
  setLane: ofSubmission(setLaneSpec, (submission) => ({
    ...submissionId(submission),
    lane: submission.lane,
    reason: 'words',
  })),
  requestChanges: ofSubmission(requestChangesSpec, (submission) => ({
    ...underClaim(submission),
    ...said,
  })),
  approve: ofSubmission(approveSpec, underClaim),
  reject: ofSubmission(rejectSpec, (submission) => ({ ...underClaim(submission), ...said })),
  secondApprove: ofSubmission(secondApproveSpec, onSnapshot),
  sendBack: ofSubmission(sendBackSpec, (submission) => ({ ...onSnapshot(submission), ...said })),
  revoke: async (unit, asked) =>
    (await revoking(unit, asked)) || revoking(unit, { ...asked, submission: asked.released }),
  warn: ofApp(enforcementSpec('warn', 'app.warn'), because),
  suspend: ofApp(enforcementSpec('suspend', 'app.suspend'), because),
  takeDown: ofApp(enforcementSpec('takeDown', 'app.take_down'), because),
  reinstate: ofApp(enforcementSpec('reinstate', 'app.reinstate'), because),
  setTier: editing(setTierSpec, (app) => ({ ...idOf(app), tier: app.tier })),
};

/**
 * What the actor can do with an app now: yes exactly where the command would be done, given an input with nothing wrong
 * in itself. Of submissions the newest is meant, and for `revoke` what is live as well. A handful of statements.
 */
export const availableActions: (
  context: Context,
) => Query<OfAppInput, readonly AppAction[], AppRefusal> = query<
  OfAppInput,
  OfApp,
  readonly AppAction[],
  AppRefusal
>(ofAppSchema, async (context, actor, { appId }) => {
  const storage = remembering(context.storage);
  const now = await context.clock.now();
  const unit: Unit = { context: askedOnce({ ...context, storage }), storage, actor, now };
  const asked = await askedAbout(unit, appId);
  if (!asked.ok) return asked;
  const answers = await Promise.all(appActions.map((action) => asks[action](unit, asked.value)));
  return ok(appActions.filter((_action, index) => answers[index]));
});

async function askedAbout(unit: Unit, appId: AppId): Promise<Result<Asked, RefusalOf<AppRefusal>>> {
  const app = await appFor(unit, appId);
  if (!app.ok) return app;
  const { submissions } = unit.storage;
  const { live } = app.value;
  const [newest, released] = await Promise.all([
    submissions.listByApp(appId, { limit: 1, after: null, skip: 0 }),
    live === undefined ? null : submissions.findById(live.submissionId),
  ]);
  return ok({
    app: app.value,
    submission: newest.items[0] ?? null,
    released: released?.value ?? null,
  });
}

/** For members, whatever they may do, and for the platform: what it imposes it imposes on apps of deleted organizations, too. */
async function appFor(unit: Unit, appId: AppId): Promise<Result<App, RefusalOf<AppRefusal>>> {
  const { storage, actor } = unit;
  if (actor.kind !== 'reviewer' && actor.kind !== 'system') {
    const authority = await authorityDespiteAppDeletion(unit, appId, 'apps:read');
    return authority.ok ? ok(authority.value.app.value) : authority;
  }
  const app = (await isOfPlatform(unit)) ? await storage.apps.findById(appId) : null;
  return app === null || app.value.archivedAt !== undefined ? appNotFound() : ok(app.value);
}

async function isOfPlatform({ context, actor }: Unit): Promise<boolean> {
  if (actor.kind !== 'reviewer') return actor.kind === 'system';
  return (await context.reviewers.capabilitiesOf(actor.userId)).length > 0;
}

/** The directory of reviewers too is asked once. */
function askedOnce(context: Context): Context {
  const { reviewers } = context;
  const answers = new Map<UserId, ReturnType<typeof reviewers.capabilitiesOf>>();
  return {
    ...context,
    reviewers: {
      capabilitiesOf(userId) {
        const answer = answers.get(userId) ?? reviewers.capabilitiesOf(userId);
        answers.set(userId, answer);
        return answer;
      },
    },
  };
}
