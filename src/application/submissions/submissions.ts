import * as z from 'zod';
import type { AppId, SubmissionId } from '../../domain/shared/ids.js';
import { parseSubmissionId } from '../../domain/shared/ids.js';
import { ok, type Page } from '../../domain/shared/result.js';
import { type AppRefusal, authorityDespiteAppDeletion } from '../apps/authority.js';
import type { OfAppInput } from '../apps/end.js';
import { type SubmissionView, submissionView } from '../apps/views.js';
import type { Context } from '../context.js';
import { command, type Verb } from '../use-case/command.js';
import { appIdSchema, pageFields } from '../use-case/input.js';
import { idKey, type KeyCodec, keysetOf, type PageInput, pageOf } from '../use-case/paging.js';
import { type Query, query } from '../use-case/query.js';
import {
  type OfSubmission,
  type OfSubmissionInput,
  ofSubmissionSchema,
  type ReleaseRefusal,
  releaseSpec,
  type WithdrawRefusal,
  withdrawSpec,
} from './release.js';
import {
  type ResubmitInput,
  type ResubmitRefusal,
  resubmitSpec,
  type SubmitInput,
  type SubmitRefusal,
  submitSpec,
} from './submit.js';
import { type SubmissionRefusal, submissionOf } from './target.js';

const get = query<OfSubmissionInput, OfSubmission, SubmissionView, SubmissionRefusal>(
  ofSubmissionSchema,
  async ({ storage, clock }, actor, { submissionId }) => {
    const asking = { storage, actor, now: await clock.now() };
    const target = await submissionOf(asking, submissionId, 'apps:read');
    return target.ok ? ok(submissionView(target.value.submission.value)) : target;
  },
);

/** Whose submissions, and which page of them. */
export interface ListSubmissionsInput extends OfAppInput, PageInput {}

interface ListSubmissions extends PageInput {
  readonly appId: AppId;
}

const key: KeyCodec<SubmissionId> = idKey(parseSubmissionId);

const list = query<ListSubmissionsInput, ListSubmissions, Page<SubmissionView>, AppRefusal>(
  z.strictObject({ appId: appIdSchema, ...pageFields }),
  async (context, actor, { appId, ...page }) => {
    const { storage, clock } = context;
    const name = `submissions of ${appId}`;
    const keyset = await keysetOf(context, name, key, page);
    if (!keyset.ok) return keyset;
    const asking = { storage, actor, now: await clock.now() };
    const authority = await authorityDespiteAppDeletion(asking, appId, 'apps:read');
    if (!authority.ok) return authority;
    const slice = await storage.submissions.listByApp(appId, keyset.value);
    return ok(await pageOf(context, name, key, slice, submissionView));
  },
);

/** How an organization brings its apps through review into the store. */
export interface Submissions {
  /**
   * A snapshot of the draft into the queue; the draft can be edited on. By members. Refused: `not_ready` with everything
   * that is missing, `submission_already_open`, `draft_conflict`, `app_suspended`.
   */
  readonly submit: Verb<SubmitInput, SubmissionView, SubmitRefusal>;
  /**
   * After changes were requested: a new revision in the same case, at the place in the queue that it had. By members.
   * Refused as `submit`, and where nothing has changed.
   */
  readonly resubmit: Verb<ResubmitInput, SubmissionView, ResubmitRefusal>;
  /**
   * Takes an open submission back; a reviewer's claim ends with it. By members. Refused: `approval_expired` after
   * 90 days, `already_decided`.
   */
  readonly withdraw: Verb<OfSubmissionInput, SubmissionView, WithdrawRefusal>;
  /**
   * Gives users exactly what was approved; what was live before is superseded. By members. Refused: `approval_expired`
   * after 90 days, `app_suspended`, `already_decided`.
   */
  readonly release: Verb<OfSubmissionInput, SubmissionView, ReleaseRefusal>;
  /** For members, and keys of the app or its organization. */
  readonly get: Query<OfSubmissionInput, SubmissionView, SubmissionRefusal>;
  /** Of an app, newest first. */
  readonly list: Query<ListSubmissionsInput, Page<SubmissionView>, AppRefusal>;
}

export function submissions(context: Context): Submissions {
  return {
    submit: command(submitSpec)(context),
    resubmit: command(resubmitSpec)(context),
    withdraw: command(withdrawSpec)(context),
    release: command(releaseSpec)(context),
    get: get(context),
    list: list(context),
  };
}
