// What lists show of a submission: the row without its large parts. Every field stands at the same place as in the whole submission.

import type { AppSnapshot, Publisher } from '../app/app.js';
import { nameAndVersion } from '../app/app-summary.js';
import type { Manifest } from '../app/manifest.js';
import type { Submission } from './submission.js';

/** A submission in a list: without its decisions, and with the names of its snapshot instead of all of it. */
export interface SubmissionSummary extends Omit<Submission, 'snapshot' | 'decisions'> {
  readonly snapshot: Pick<AppSnapshot, 'packageName'> & {
    readonly manifest: Pick<Manifest, 'name' | 'version'>;
    readonly publisher: Pick<Publisher, 'organizationId' | 'name'>;
  };
}

/** The summary of a submission: the submission without the texts that make its row large. */
export function summarizeSubmission(submission: Submission): SubmissionSummary {
  const { snapshot, decisions: _decisions, ...fields } = submission;
  const { packageName, manifest, publisher } = snapshot;
  const { organizationId, name } = publisher;
  return {
    ...fields,
    snapshot: {
      packageName,
      manifest: nameAndVersion(manifest),
      publisher: { organizationId, name },
    },
  };
}
