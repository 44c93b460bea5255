// The events of submissions.

import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { Submission, SubmissionTransition } from '../../domain/review/submission.js';
import type { OrganizationId } from '../../domain/shared/ids.js';

/** The event that a command has changed a submission's state, for the audit trail of the app's organization. */
export function submissionStateChangedEvent(
  { appId, id, state }: Submission,
  command: SubmissionTransition,
  organizationId: OrganizationId,
): DomainEvent {
  return {
    type: 'submission_state_changed',
    organizationId,
    appId,
    submissionId: id,
    command,
    to: state,
  };
}

export function submissionCreatedEvent({
  organizationId,
  appId,
  id,
  revision,
  lane,
}: Submission): DomainEvent {
  return { type: 'submission_created', organizationId, appId, submissionId: id, revision, lane };
}
