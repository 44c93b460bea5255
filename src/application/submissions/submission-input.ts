// The input of commands and queries on one submission, and how a command finds the acting user.

import * as z from 'zod';
import type { UserId } from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import { requireUser } from '../use-case/authorization.js';
import type { CommandSpec } from '../use-case/command.js';
import { submissionIdSchema, type WithParsedIds } from '../use-case/input.js';
import type { SubmissionRefusalCode } from './load-submission.js';
import type { SubmissionView } from './views.js';

/** One submission, by its id. */
export interface SubmissionIdInput {
  readonly submissionId: string;
}

export const submissionIdInputSchema: z.ZodType<
  WithParsedIds<SubmissionIdInput>,
  SubmissionIdInput
> = z.lazy(() =>
  z.strictObject({
    submissionId: submissionIdSchema,
  }),
);
export interface PreparedSubmissionByUser extends WithParsedIds<SubmissionIdInput> {
  readonly by: UserId;
}

export const submissionSpecBase: Pick<
  CommandSpec<
    SubmissionIdInput,
    WithParsedIds<SubmissionIdInput>,
    PreparedSubmissionByUser,
    SubmissionView,
    SubmissionRefusalCode
  >,
  'schema' | 'prepare'
> = {
  schema: submissionIdInputSchema,
  prepare({ actor }, { submissionId }) {
    const person = requireUser(actor);
    return person.ok ? ok({ submissionId, by: person.value }) : person;
  },
};
