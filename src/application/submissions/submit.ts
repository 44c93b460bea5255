// Into the review: a snapshot of the draft, for the first time or after changes were requested.

import * as z from 'zod';
import { draftRefusal } from '../../domain/app/app.js';
import { resubmit as resubmitted, submit as submitted } from '../../domain/review/lifecycle.js';
import {
  type AppId,
  parseSubmissionId,
  type SubmissionId,
  type UserId,
} from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { type AppRefusal, authorityOverApp } from '../apps/authority.js';
import { type SubmissionView, submissionView } from '../apps/views.js';
import { fresh } from '../organizations/founding.js';
import { personOf } from '../use-case/authority.js';
import { inserted, touched, updated } from '../use-case/changes.js';
import type { CommandSpec, Unit } from '../use-case/command.js';
import { appIdSchema, submissionIdSchema } from '../use-case/input.js';
import { enteredFact, movedFact } from './moves.js';
import { ending, openSubmission } from './open.js';
import { prepareSnapshot } from './snapshot.js';
import { recallSubmission, type SubmissionRefusal, submissionOf } from './target.js';

/** Which draft to submit. */
export interface SubmitInput {
  readonly appId: string;
  /** The revision that was looked at; another one is refused as `draft_conflict`. */
  readonly draftRevision: number;
}

interface Submit {
  readonly appId: AppId;
  readonly draftRevision: number;
}

interface Submitting extends Submit {
  readonly by: UserId;
  readonly newId: SubmissionId;
}

export type SubmitRefusal =
  | AppRefusal
  | 'submission_not_found'
  | 'draft_conflict'
  | 'app_suspended'
  | 'submission_already_open'
  | 'not_ready';

const revision = z.number().int().min(1);

/** Only a person submits: whoever decides must not be the one who has submitted, and a key is nobody. */
function personWithNewId<I>(
  { context, actor }: Unit,
  input: I,
): Result<
  I & { readonly by: UserId; readonly newId: SubmissionId },
  RefusalOf<'permission_denied'>
> {
  const person = /* REV-9 */ personOf(actor);
  if (!person.ok) return person;
  return ok({ ...input, by: person.value, newId: fresh(context.ids, parseSubmissionId) });
}

export const submitSpec: CommandSpec<
  SubmitInput,
  Submit,
  Submitting,
  SubmissionView,
  SubmitRefusal
> = {
  action: 'submission.submit',
  schema: z.strictObject({ appId: appIdSchema, draftRevision: revision }),
  prepare: personWithNewId,

  async attempt(unit, { appId, draftRevision, by, newId: id }) {
    const { context, now } = unit;
    const authority = await authorityOverApp(unit, appId, 'apps:publish');
    if (!authority.ok) return authority;
    const { app, organization } = authority.value;
    const stale = draftRefusal(app.value, draftRevision);
    if (stale !== null) return refuse({ ...stale, path: ['draftRevision'] }); // REV-5
    const [{ open, overdue }, prepared] = await Promise.all([
      /* REV-8 */ openSubmission(unit, appId),
      prepareSnapshot(unit, app.value, organization.value, null),
    ]);
    const submitting = { id, ...prepared, by, now };
    const done = submitted(app.value, open?.value ?? null, submitting, context.policy);
    if (!done.ok) return done;
    const { submission } = done.value;
    const ended = ending(overdue, submission.organizationId, now);
    return ok({
      value: submissionView(submission),
      write: {
        changes: [
          touched('organizations', organization), // REV-6
          updated('apps', app, done.value.app),
          ...ended.changes,
          inserted('submissions', id, submission),
        ],
        facts: [...ended.facts, enteredFact(submission)],
        subject: { kind: 'submission', id },
        organizations: [submission.organizationId],
        subscribers: [app.value],
        answer: { submissionId: id },
      },
    });
  },

  recall: (unit, _submitting, answer) =>
    recallSubmission(unit, parseSubmissionId(answer['submissionId'] ?? '')),
};

/** Which submission was sent back, and which draft is to take its place. */
export interface ResubmitInput {
  readonly submissionId: string;
  /** As in `submit`. */
  readonly draftRevision: number;
}

interface Resubmit {
  readonly submissionId: SubmissionId;
  readonly draftRevision: number;
}

interface Resubmitting extends Resubmit {
  readonly by: UserId;
  readonly newId: SubmissionId;
}

export type ResubmitRefusal =
  | SubmissionRefusal
  | 'draft_conflict'
  | 'app_suspended'
  | 'not_ready'
  | 'already_decided'
  | 'invalid_transition';

export const resubmitSpec: CommandSpec<
  ResubmitInput,
  Resubmit,
  Resubmitting,
  SubmissionView,
  ResubmitRefusal
> = {
  action: 'submission.resubmit',
  schema: z.strictObject({ submissionId: submissionIdSchema, draftRevision: revision }),
  prepare: personWithNewId,

  async attempt(unit, { submissionId, draftRevision, by, newId: id }) {
    const { now } = unit;
    const target = await submissionOf(unit, submissionId, 'apps:publish');
    if (!target.ok) return target;
    const { app, organization, submission } = target.value;
    const stale = draftRefusal(app.value, draftRevision);
    if (stale !== null) return refuse({ ...stale, path: ['draftRevision'] });
    const sentBack = submission.value.digest;
    const prepared = await prepareSnapshot(unit, app.value, organization.value, sentBack);
    const done = resubmitted(app.value, submission.value, { id, ...prepared, by, now });
    if (!done.ok) return done;
    const { replaced, submission: entered } = done.value;
    return ok({
      value: submissionView(entered),
      write: {
        changes: [
          touched('organizations', organization),
          updated('apps', app, done.value.app),
          updated('submissions', submission, replaced),
          inserted('submissions', id, entered),
        ],
        facts: [movedFact(replaced, 'resubmit', entered.organizationId), enteredFact(entered)],
        subject: { kind: 'submission', id },
        organizations: [entered.organizationId],
        subscribers: [app.value],
        answer: { submissionId: id },
      },
    });
  },

  recall: (unit, _resubmitting, answer) =>
    recallSubmission(unit, parseSubmissionId(answer['submissionId'] ?? '')),
};
