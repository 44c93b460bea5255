// What all commands of submissions write and answer.

import type { Fact } from '../../domain/journal/fact.js';
import type { Submission, SubmissionCommand } from '../../domain/review/submission.js';
import type { OrganizationId } from '../../domain/shared/ids.js';

/** What a command made of a submission, for the trail of the organization that owns the app. */
export function movedFact(
  { appId, id, state }: Submission,
  command: SubmissionCommand,
  organizationId: OrganizationId,
): Fact {
  return {
    type: 'submission_moved',
    organizationId,
    appId,
    submissionId: id,
    command,
    to: state,
  };
}

export function enteredFact({ organizationId, appId, id, revision, lane }: Submission): Fact {
  return { type: 'submission_entered', organizationId, appId, submissionId: id, revision, lane };
}
