// The service `submissions`: how an organization brings its apps through review into the store.

import * as z from 'zod';
import type { SubmissionId } from '../../domain/shared/ids.js';
import { parseSubmissionId } from '../../domain/shared/ids.js';
import { ok, type Page } from '../../domain/shared/result.js';
import {
  type AppRefusalCode,
  authorizeForAppDespiteDeletion,
} from '../app-authorization/app-authorization.js';
import type { AppIdInput } from '../app-authorization/app-input.js';
import type { Dependencies } from '../dependencies.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { appIdSchema, pageFields, type WithParsedIds } from '../use-case/input.js';
import {
  idPageKeyCodec,
  type PageInput,
  type PageKeyCodec,
  parsePageRequest,
  toPage,
} from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';
import { loadSubmission, type SubmissionRefusalCode } from './load-submission.js';
import { type ReleaseRefusalCode, releaseSpec } from './release.js';
import { type ResubmitInput, type ResubmitRefusalCode, resubmitSpec } from './resubmit.js';
import { type SubmissionIdInput, submissionIdInputSchema } from './submission-input.js';
import { type SubmitInput, type SubmitRefusalCode, submitSpec } from './submit.js';
import {
  type SubmissionSummaryView,
  type SubmissionView,
  submissionSummaryView,
  submissionView,
} from './views.js';
import { type WithdrawRefusalCode, withdrawSpec } from './withdraw.js';

const getSubmissionQuery = defineQuery<
  SubmissionIdInput,
  WithParsedIds<SubmissionIdInput>,
  SubmissionView,
  SubmissionRefusalCode
>(submissionIdInputSchema, async ({ deps, storage, actor }, { submissionId }) => {
  const context = { deps, storage, actor, now: await deps.clock.now() };
  const managed = await loadSubmission(context, submissionId, 'apps:read');
  return managed.ok ? ok(submissionView(managed.value.submission.value)) : managed;
});

/** The app whose submissions to list, and the page. */
export interface ListSubmissionsInput extends AppIdInput, PageInput {}

const submissionPageKeyCodec: PageKeyCodec<SubmissionId> = idPageKeyCodec(parseSubmissionId);

const listSubmissionsQuery = defineQuery<
  ListSubmissionsInput,
  WithParsedIds<ListSubmissionsInput>,
  Page<SubmissionSummaryView>,
  AppRefusalCode
>(
  z.lazy(() => z.strictObject({ appId: appIdSchema, ...pageFields })),
  async ({ deps, storage, actor }, { appId, ...page }) => {
    const name = `submissions of ${appId}`;
    const pageRequest = parsePageRequest(name, submissionPageKeyCodec, page);
    if (!pageRequest.ok) return pageRequest;
    const context = { deps, storage, actor, now: await deps.clock.now() };
    const authorization = await authorizeForAppDespiteDeletion(context, appId, 'apps:read');
    if (!authorization.ok) return authorization;
    const rowPage = await storage.submissions.listByApp(appId, pageRequest.value);
    return ok(toPage(name, submissionPageKeyCodec, rowPage, submissionSummaryView));
  },
);

/** How an organization brings its apps through review into the store. */
export interface Submissions {
  /**
   * Puts a snapshot of the draft into the review queue; the draft can still be edited. Needs `apps:publish`.
   * Refused: `not_ready` with every issue, `submission_already_open`, `draft_conflict`, `app_suspended`, `rate_limited`
   * after `policy.maxDailySubmissionsPerOrganization` (50 by default).
   */
  readonly submit: Command<SubmitInput, SubmissionView, SubmitRefusalCode>;
  /**
   * Submits a new revision after changes were requested. It keeps its place in the queue. Needs `apps:publish`.
   * Refused: `not_ready` with every issue, also if nothing has changed, `draft_conflict`, `app_suspended`, `already_decided`,
   * `rate_limited` as for `submit`.
   */
  readonly resubmit: Command<ResubmitInput, SubmissionView, ResubmitRefusalCode>;
  /**
   * Withdraws an open submission, and ends a reviewer's claim on it. Needs `apps:publish`.
   * Refused: `approval_expired` after `policy.approvalLifetime` (90 days by default), `already_decided`.
   */
  readonly withdraw: Command<SubmissionIdInput, SubmissionView, WithdrawRefusalCode>;
  /**
   * Makes the approved snapshot live for users, and supersedes the release that was live before. Needs `apps:publish`.
   * Refused: `approval_expired` after `policy.approvalLifetime` (90 days by default), `app_suspended`, `already_decided`.
   */
  readonly release: Command<SubmissionIdInput, SubmissionView, ReleaseRefusalCode>;
  /** Returns one submission. Needs `apps:read`, also for keys of the app or its organization. */
  readonly get: Query<SubmissionIdInput, SubmissionView, SubmissionRefusalCode>;
  /** Lists summaries of an app's submissions, newest first; `get` returns the snapshot and the decisions. Needs `apps:read`, also for keys of the app or its organization. */
  readonly list: Query<ListSubmissionsInput, Page<SubmissionSummaryView>, AppRefusalCode>;
}

export function createSubmissionsService(deps: Dependencies): Submissions {
  return {
    submit: defineCommand(submitSpec)(deps),
    resubmit: defineCommand(resubmitSpec)(deps),
    withdraw: defineCommand(withdrawSpec)(deps),
    release: defineCommand(releaseSpec)(deps),
    get: getSubmissionQuery(deps),
    list: listSubmissionsQuery(deps),
  };
}
