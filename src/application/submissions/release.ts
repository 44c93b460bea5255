// What the organization does with its submission: takes it back, or gives what was approved to users.

import * as z from 'zod';
import { release as released, withdraw as withdrawn } from '../../domain/review/lifecycle.js';
import type { SubmissionId, UserId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import { type SubmissionView, submissionView } from '../apps/views.js';
import { personOf } from '../use-case/authority.js';
import { touched, updated } from '../use-case/changes.js';
import type { CommandSpec } from '../use-case/command.js';
import { submissionIdSchema } from '../use-case/input.js';
import { movedFact } from './moves.js';
import { recallSubmission, type SubmissionRefusal, submissionOf } from './target.js';

/** One submission, by its id. */
export interface OfSubmissionInput {
  readonly submissionId: string;
}

export interface OfSubmission {
  readonly submissionId: SubmissionId;
}

export const ofSubmissionSchema: z.ZodType<OfSubmission, OfSubmissionInput> = z.strictObject({
  submissionId: submissionIdSchema,
});

interface ByPerson extends OfSubmission {
  readonly by: UserId;
}

const byPerson: Pick<
  CommandSpec<OfSubmissionInput, OfSubmission, ByPerson, SubmissionView, SubmissionRefusal>,
  'schema' | 'prepare'
> = {
  schema: ofSubmissionSchema,
  prepare({ actor }, { submissionId }) {
    const person = personOf(actor);
    return person.ok ? ok({ submissionId, by: person.value }) : person;
  },
};

export type WithdrawRefusal =
  | SubmissionRefusal
  | 'already_decided'
  | 'invalid_transition'
  | 'approval_expired';

export const withdrawSpec: CommandSpec<
  OfSubmissionInput,
  OfSubmission,
  ByPerson,
  SubmissionView,
  WithdrawRefusal
> = {
  action: 'submission.withdraw',
  ...byPerson,

  async attempt(unit, { submissionId, by }) {
    const target = await submissionOf(unit, submissionId, 'apps:publish');
    if (!target.ok) return target;
    const { submission, app } = target.value;
    const after = withdrawn(submission.value, by, unit.now);
    if (!after.ok) return after;
    const { organizationId } = app.value;
    return ok({
      value: submissionView(after.value),
      write: {
        changes: [updated('submissions', submission, after.value)],
        facts: [movedFact(after.value, 'withdraw', organizationId)],
        subject: { kind: 'submission', id: submissionId },
        organizations: [organizationId],
        subscribers: [app.value],
      },
    });
  },

  recall: (unit, { submissionId }) => recallSubmission(unit, submissionId),
};

export type ReleaseRefusal = WithdrawRefusal | 'app_suspended';

/** Touches the organization: who has been taken out of it meanwhile releases nothing, and one that is being deleted has nothing live. */
export const releaseSpec: CommandSpec<
  OfSubmissionInput,
  OfSubmission,
  ByPerson,
  SubmissionView,
  ReleaseRefusal
> = {
  action: 'submission.release',
  ...byPerson,

  async attempt(unit, { submissionId, by }) {
    const { storage, now } = unit;
    const target = await submissionOf(unit, submissionId, 'apps:publish');
    if (!target.ok) return target;
    const { submission, app, organization } = target.value;
    const { live, organizationId } = app.value;
    const found = live === undefined ? null : await storage.submissions.findById(live.submissionId);
    // What was revoked since the app was read is superseded by nothing: the app has another version by now.
    const before = found?.value.state === 'released' ? found : null;
    const done = released(app.value, submission.value, before?.value ?? null, by, now);
    if (!done.ok) return done;
    const { superseded } = done.value;
    const isUpdate = before !== null && superseded !== null;
    return ok({
      value: submissionView(done.value.submission),
      write: {
        changes: [
          touched('organizations', organization), // REV-73
          updated('apps', app, done.value.app),
          updated('submissions', submission, done.value.submission),
          ...(isUpdate ? [updated('submissions', before, superseded)] : []),
        ],
        facts: [
          movedFact(done.value.submission, 'release', organizationId),
          ...(isUpdate ? [movedFact(superseded, 'supersede', organizationId)] : []),
        ],
        subject: { kind: 'submission', id: submissionId },
        organizations: [organizationId],
        subscribers: [app.value],
      },
    });
  },

  recall: (unit, { submissionId }) => recallSubmission(unit, submissionId),
};
