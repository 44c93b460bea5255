// Everything that the invariants check after a step.

import type { CommandEntry } from '../../../../src/domain/journal/journal-entry.js';
import type { Submission } from '../../../../src/domain/review/submission.js';
import type { LoggedCommit } from './commit-log.js';
import type { EventHistory } from './event-history.js';
import type { ExpectedRows } from './expected-rows.js';
import type { Participants } from './participants.js';
import type { ActionsProbe } from './probe-actions.js';
import type { ReviewMethodName } from './random-steps.js';
import type { PerformedCall } from './run-call.js';
import type { VisibleState } from './visible-state.js';

export interface StepObservation {
  readonly participants: Participants;
  readonly now: Date;
  readonly performedCalls: readonly PerformedCall[];
  readonly probe: ActionsProbe | null;
  readonly commits: readonly LoggedCommit[];
  /** The rows as the commits wrote them. */
  readonly rows: ExpectedRows;
  readonly history: EventHistory;
  readonly before: VisibleState;
  readonly after: VisibleState;
}

/** A commit of a command, not of a fence. */
export interface CommandCommit extends LoggedCommit {
  readonly entry: CommandEntry;
}

export function commandCommits({
  commits,
}: Pick<StepObservation, 'commits'>): readonly CommandCommit[] {
  return commits.flatMap((commit) => {
    const { entry } = commit;
    return entry.kind === 'command' ? [{ ...commit, entry }] : [];
  });
}

export interface SubmissionChange {
  readonly commit: CommandCommit;
  readonly before: Submission;
  readonly after: Submission;
}

/** Every submission that a step changed, with the commit that changed it. */
export function submissionChanges(
  observation: Pick<StepObservation, 'commits'>,
): readonly SubmissionChange[] {
  return commandCommits(observation).flatMap((commit) =>
    [...commit.after.submissions].flatMap(([id, { value: after, version }]) => {
      const before = commit.before.submissions.get(id);
      if (before === undefined || before.version === version) return [];
      return [{ commit, before: before.value, after }];
    }),
  );
}

const actionPrefixes = {
  apps: 'app',
  submissions: 'submission',
  review: 'review',
  keys: 'key',
  invitations: 'invitation',
  memberships: 'membership',
  organizations: 'organization',
  maintenance: 'maintenance',
} as const;

const enforcementMethods = new Set(['warn', 'suspend', 'takeDown', 'reinstate', 'setTier']);

/** The journal action of a method. */
export function journalActionOf(method: ReviewMethodName): string {
  const [service = '', name = ''] = method.split('.');
  const of = Object.entries(actionPrefixes).find(([plural]) => plural === service)?.[1] ?? service;
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${enforcementMethods.has(name) ? 'app' : of}.${snake}`;
}
