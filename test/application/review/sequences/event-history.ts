// Derives the states of apps and submissions from the events of the journal. Its tables are independent of those in src.

import type { App } from '../../../../src/domain/app/app.js';
import type { DomainEvent } from '../../../../src/domain/journal/domain-event.js';
import type { JournalEntry } from '../../../../src/domain/journal/journal-entry.js';
import type {
  SubmissionState,
  SubmissionTransition,
} from '../../../../src/domain/review/submission.js';

/** The state of an app, as its events say. */
export type AppHistoryState = Pick<App, 'organizationId' | 'visibility' | 'tier'> & {
  readonly revision: number;
  readonly enforcement: App['enforcement']['state'];
  readonly isDelisted: boolean;
  readonly isDeleted: boolean;
  readonly isArchived: boolean;
  readonly submissionCount: number;
};

export interface EventHistory {
  readonly apps: ReadonlyMap<string, AppHistoryState>;
  readonly submissions: ReadonlyMap<string, SubmissionState>;
}

export const emptyHistory: EventHistory = { apps: new Map(), submissions: new Map() };

type ExpectedTransitions = Readonly<
  Record<SubmissionTransition, { from: readonly SubmissionState[]; to: readonly SubmissionState[] }>
>;

const waitingState = 'waiting_for_review';
const secondApprovalState = 'pending_second_approval';
export const openStates: readonly SubmissionState[] = [
  waitingState,
  'in_review',
  'changes_requested',
  secondApprovalState,
  'approved',
];

/** The allowed transitions, as in the table of the design. */
const expectedTransitions: ExpectedTransitions = {
  claim: { from: [waitingState, 'in_review'], to: ['in_review'] },
  renewClaim: { from: ['in_review'], to: ['in_review'] },
  releaseClaim: { from: ['in_review'], to: [waitingState] },
  setLane: { from: [], to: [] },
  requestChanges: { from: ['in_review'], to: ['changes_requested'] },
  resubmit: { from: ['changes_requested'], to: ['replaced'] },
  approve: { from: ['in_review'], to: ['approved', secondApprovalState] },
  secondApprove: { from: [secondApprovalState], to: ['approved'] },
  sendBack: { from: [secondApprovalState], to: [waitingState] },
  reject: { from: ['in_review'], to: ['rejected'] },
  withdraw: { from: openStates, to: ['withdrawn'] },
  release: { from: ['approved'], to: ['released'] },
  expireApproval: { from: ['approved'], to: ['approval_expired'] },
  revoke: { from: ['released', 'superseded', 'approved'], to: ['revoked'] },
  supersede: { from: ['released'], to: ['superseded'] },
  fallBack: { from: ['superseded'], to: ['released'] },
};

const expectedEnforcement = {
  warn: { from: ['none'], to: 'warned' },
  suspend: { from: ['none', 'warned'], to: 'suspended' },
  takeDown: { from: ['none', 'warned', 'suspended'], to: 'taken_down' },
  reinstate: { from: ['warned', 'suspended', 'taken_down'], to: 'none' },
} as const;

/** Adds one journal entry to the history. Throws an error if the entry cannot follow. */
export function applyEntry(history: EventHistory, entry: JournalEntry): EventHistory {
  if (entry.kind === 'fence') return history;
  return entry.events.reduce(applyEvent, history);
}

function applyEvent(history: EventHistory, event: DomainEvent): EventHistory {
  if ('submissionId' in event) return applySubmissionEvent(history, event);
  if (!('appId' in event) || 'keyId' in event) return history;
  const app = history.apps.get(event.appId);
  const after = event.type === 'app_created' ? newAppState(event) : applyAppEvent(app, event);
  return { ...history, apps: new Map(history.apps).set(event.appId, after) };
}

function applySubmissionEvent(
  history: EventHistory,
  event: Extract<DomainEvent, { submissionId: string }>,
): EventHistory {
  const { submissionId } = event;
  const before = history.submissions.get(submissionId);
  const submissions = new Map(history.submissions);
  if (event.type === 'submission_created') {
    if (before !== undefined) throw impossibleEventError(event, before);
    const app = history.apps.get(event.appId);
    if (app === undefined || app.submissionCount + 1 !== event.revision)
      throw impossibleEventError(event, 'an app');
    const counted = { ...app, submissionCount: event.revision };
    const apps = new Map(history.apps).set(event.appId, counted);
    return { apps, submissions: submissions.set(submissionId, waitingState) };
  }
  if (event.type === 'lane_set') {
    if (before === undefined || !openStates.includes(before) || before === 'approved') {
      throw impossibleEventError(event, before);
    }
    return history;
  }
  const { from, to } = expectedTransitions[event.command];
  if (before === undefined || !from.includes(before) || !to.includes(event.to)) {
    throw impossibleEventError(event, before);
  }
  return { ...history, submissions: submissions.set(submissionId, event.to) };
}

function newAppState({
  organizationId,
}: {
  organizationId: App['organizationId'];
}): AppHistoryState {
  return {
    organizationId,
    visibility: 'private',
    tier: 'none',
    revision: 1,
    enforcement: 'none',
    isDelisted: false,
    isDeleted: false,
    isArchived: false,
    submissionCount: 0,
  };
}

function applyAppEvent(app: AppHistoryState | undefined, event: DomainEvent): AppHistoryState {
  if (app === undefined || app.isArchived) throw impossibleEventError(event, 'no app');
  switch (event.type) {
    case 'draft_updated':
      if (event.revision !== app.revision + 1) throw impossibleEventError(event, app.revision);
      return { ...app, revision: event.revision };
    case 'app_shared':
      return { ...app, visibility: event.visibility };
    case 'tier_set':
      return { ...app, tier: event.tier };
    case 'app_moved_in':
      return { ...app, organizationId: event.organizationId, tier: 'none' };
    case 'app_listing_changed':
      return { ...app, isDelisted: event.command === 'delist' };
    case 'app_enforcement_changed': {
      const { from, to } = expectedEnforcement[event.command];
      if (!from.some((state) => state === app.enforcement))
        throw impossibleEventError(event, app.enforcement);
      return { ...app, enforcement: to };
    }
    default:
      return applyDeletionEvent(app, event);
  }
}

/** The state of an archived app. */
const archivedFields = {
  visibility: 'private',
  enforcement: 'none',
  isDelisted: false,
  isDeleted: true,
  isArchived: true,
} as const;

function applyDeletionEvent(app: AppHistoryState, event: DomainEvent): AppHistoryState {
  switch (event.type) {
    case 'app_deleted':
      if (app.isDeleted) throw impossibleEventError(event, 'deleted');
      return { ...app, isDeleted: true };
    case 'app_restored':
      if (!app.isDeleted) throw impossibleEventError(event, 'not deleted');
      return { ...app, isDeleted: false };
    case 'app_archived':
      return { ...app, ...archivedFields, revision: app.revision + 1 };
    default:
      return app;
  }
}

function impossibleEventError(event: DomainEvent, before: unknown): Error {
  return new Error(`7: ${JSON.stringify(event)} cannot follow ${String(before)}`);
}
