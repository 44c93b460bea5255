// What holds of submissions for good: an end is an end, and a snapshot is frozen.

import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import canonicalize from 'canonicalize';
import type { Submission, SubmissionState } from '../../../../src/domain/review/submission.js';
import type { Moment } from './moment.js';
import { those, type Violations } from './violations.js';

const terminal = new Set<SubmissionState>([
  'replaced',
  'rejected',
  'withdrawn',
  'approval_expired',
  'revoked',
]);

export function terminalStays({ before, after: { rows } }: Moment): Violations {
  const ended = [...before.rows.submissions].filter(([, { value }]) => terminal.has(value.state));
  return ended.flatMap(([id, row]) => {
    const now = rows.submissions.get(id);
    const isArchived = rows.apps.get(row.value.appId)?.value.archivedAt !== undefined;
    if (now === undefined)
      return those([!isArchived && rows.apps.has(row.value.appId), `${id} is gone`]);
    const words = `${id} was ${row.value.state} and is ${now.value.state}`;
    return those([!isDeepStrictEqual(now, row), words]);
  });
}

export function digestsAreRight({ before, after: { rows } }: Moment): Violations {
  return [...rows.submissions].flatMap(([id, { value }]) => {
    const old = before.rows.submissions.get(id)?.value;
    if (old !== undefined) {
      return those([
        !isDeepStrictEqual(frozen(old), frozen(value)),
        `${id} is about something else`,
      ]);
    }
    const text = canonicalize(value.snapshot) ?? '';
    const digest = createHash('sha256').update(text).digest('hex');
    return those([digest !== value.digest, `the digest of ${id} is not that of its snapshot`]);
  });
}

/** What never changes of a submission. */
function frozen(submission: Submission): object {
  const { appId, organizationId, caseId, revision, snapshot, digest } = submission;
  const { enteredAt, submittedAt, submittedBy, createdAt } = submission;
  return {
    ...{ appId, organizationId, caseId, revision, snapshot, digest },
    ...{ enteredAt, submittedAt, submittedBy, createdAt },
  };
}
