// The invariants of submissions: a closed one stays closed, and a snapshot never changes.

import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import canonicalize from 'canonicalize';
import type { Submission, SubmissionState } from '../../../../src/domain/review/submission.js';
import type { StepObservation } from './step-observation.js';
import { type Violations, violationsWhere } from './violations.js';

const finalStates = new Set<SubmissionState>([
  'replaced',
  'rejected',
  'withdrawn',
  'approval_expired',
  'revoked',
]);

export function findFinalStateViolations({ before, after: { rows } }: StepObservation): Violations {
  const ended = [...before.rows.submissions].filter(([, { value }]) =>
    finalStates.has(value.state),
  );
  return ended.flatMap(([id, row]) => {
    const now = rows.submissions.get(id);
    const isArchived = rows.apps.get(row.value.appId)?.value.archivedAt !== undefined;
    if (now === undefined)
      return violationsWhere([!isArchived && rows.apps.has(row.value.appId), `${id} is gone`]);
    const words = `${id} was ${row.value.state} but is now ${now.value.state}`;
    return violationsWhere([!isDeepStrictEqual(now, row), words]);
  });
}

export function findDigestViolations({ before, after: { rows } }: StepObservation): Violations {
  return [...rows.submissions].flatMap(([id, { value }]) => {
    const old = before.rows.submissions.get(id)?.value;
    if (old !== undefined) {
      return violationsWhere([
        !isDeepStrictEqual(frozenFieldsOf(old), frozenFieldsOf(value)),
        `${id} has changed a fixed field`,
      ]);
    }
    const text = canonicalize(value.snapshot) ?? '';
    const digest = createHash('sha256').update(text).digest('hex');
    return violationsWhere([
      digest !== value.digest,
      `the digest of ${id} is not that of its snapshot`,
    ]);
  });
}

/** The fields of a submission that never change. */
function frozenFieldsOf(submission: Submission): object {
  const { appId, organizationId, caseId, revision, snapshot, digest } = submission;
  const { enteredAt, submittedAt, submittedBy, createdAt } = submission;
  return {
    ...{ appId, organizationId, caseId, revision, snapshot, digest },
    ...{ enteredAt, submittedAt, submittedBy, createdAt },
  };
}
