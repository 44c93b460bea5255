// The states of apps and submissions as the facts of the journal tell them, by tables that are written here once more.

import type { App } from '../../../../src/domain/app/app.js';
import type { JournalEntry } from '../../../../src/domain/journal/entry.js';
import type { Fact } from '../../../../src/domain/journal/fact.js';
import type {
  SubmissionCommand,
  SubmissionState,
} from '../../../../src/domain/review/submission.js';

/** What facts tell of an app. */
export type AppLife = Pick<App, 'organizationId' | 'visibility' | 'tier'> & {
  readonly revision: number;
  readonly enforcement: App['enforcement']['state'];
  readonly isDelisted: boolean;
  readonly isDeleted: boolean;
  readonly isArchived: boolean;
  readonly submissions: number;
};

export interface History {
  readonly apps: ReadonlyMap<string, AppLife>;
  readonly submissions: ReadonlyMap<string, SubmissionState>;
}

export const noHistory: History = { apps: new Map(), submissions: new Map() };

type Moves = Readonly<
  Record<SubmissionCommand, { from: readonly SubmissionState[]; to: readonly SubmissionState[] }>
>;

const waiting = 'waiting_for_review';
const second = 'pending_second_approval';
export const openStates: readonly SubmissionState[] = [
  waiting,
  'in_review',
  'changes_requested',
  second,
  'approved',
];

/** As the design's table has them. */
const moves: Moves = {
  claim: { from: [waiting, 'in_review'], to: ['in_review'] },
  renewClaim: { from: ['in_review'], to: ['in_review'] },
  releaseClaim: { from: ['in_review'], to: [waiting] },
  setLane: { from: [], to: [] },
  requestChanges: { from: ['in_review'], to: ['changes_requested'] },
  resubmit: { from: ['changes_requested'], to: ['replaced'] },
  approve: { from: ['in_review'], to: ['approved', second] },
  secondApprove: { from: [second], to: ['approved'] },
  sendBack: { from: [second], to: [waiting] },
  reject: { from: ['in_review'], to: ['rejected'] },
  withdraw: { from: openStates, to: ['withdrawn'] },
  release: { from: ['approved'], to: ['released'] },
  expireApproval: { from: ['approved'], to: ['approval_expired'] },
  revoke: { from: ['released', 'superseded', 'approved'], to: ['revoked'] },
  supersede: { from: ['released'], to: ['superseded'] },
  fallBack: { from: ['superseded'], to: ['released'] },
};

const enforced = {
  warn: { from: ['none'], to: 'warned' },
  suspend: { from: ['none', 'warned'], to: 'suspended' },
  takeDown: { from: ['none', 'warned', 'suspended'], to: 'taken_down' },
  reinstate: { from: ['warned', 'suspended', 'taken_down'], to: 'none' },
} as const;

/** The history with one more entry. Throws where no such thing could follow. */
export function told(history: History, entry: JournalEntry): History {
  if (entry.kind === 'fence') return history;
  return entry.facts.reduce(withFact, history);
}

function withFact(history: History, fact: Fact): History {
  if ('submissionId' in fact) return withFactOfSubmission(history, fact);
  if (!('appId' in fact) || 'keyId' in fact) return history;
  const app = history.apps.get(fact.appId);
  const after = fact.type === 'app_created' ? newLife(fact) : ofApp(app, fact);
  return { ...history, apps: new Map(history.apps).set(fact.appId, after) };
}

function withFactOfSubmission(
  history: History,
  fact: Extract<Fact, { submissionId: string }>,
): History {
  const { submissionId } = fact;
  const before = history.submissions.get(submissionId);
  const submissions = new Map(history.submissions);
  if (fact.type === 'submission_entered') {
    if (before !== undefined) throw impossible(fact, before);
    const app = history.apps.get(fact.appId);
    if (app === undefined || app.submissions + 1 !== fact.revision)
      throw impossible(fact, 'an app');
    const counted = { ...app, submissions: fact.revision };
    const apps = new Map(history.apps).set(fact.appId, counted);
    return { apps, submissions: submissions.set(submissionId, waiting) };
  }
  if (fact.type === 'lane_set') {
    if (before === undefined || !openStates.includes(before) || before === 'approved') {
      throw impossible(fact, before);
    }
    return history;
  }
  const { from, to } = moves[fact.command];
  if (before === undefined || !from.includes(before) || !to.includes(fact.to)) {
    throw impossible(fact, before);
  }
  return { ...history, submissions: submissions.set(submissionId, fact.to) };
}

function newLife({ organizationId }: { organizationId: App['organizationId'] }): AppLife {
  return {
    organizationId,
    visibility: 'private',
    tier: 'none',
    revision: 1,
    enforcement: 'none',
    isDelisted: false,
    isDeleted: false,
    isArchived: false,
    submissions: 0,
  };
}

function ofApp(app: AppLife | undefined, fact: Fact): AppLife {
  if (app === undefined || app.isArchived) throw impossible(fact, 'no app');
  switch (fact.type) {
    case 'draft_updated':
      if (fact.revision !== app.revision + 1) throw impossible(fact, app.revision);
      return { ...app, revision: fact.revision };
    case 'app_shared':
      return { ...app, visibility: fact.visibility };
    case 'tier_set':
      return { ...app, tier: fact.tier };
    case 'app_moved_in':
      return { ...app, organizationId: fact.organizationId, tier: 'none' };
    case 'app_listed':
      return { ...app, isDelisted: fact.command === 'delist' };
    case 'app_enforced': {
      const { from, to } = enforced[fact.command];
      if (!from.some((state) => state === app.enforcement)) throw impossible(fact, app.enforcement);
      return { ...app, enforcement: to };
    }
    default:
      return ended(app, fact);
  }
}

/** Nothing is left of how it was shown. */
const asArchived = {
  visibility: 'private',
  enforcement: 'none',
  isDelisted: false,
  isDeleted: true,
  isArchived: true,
} as const;

function ended(app: AppLife, fact: Fact): AppLife {
  switch (fact.type) {
    case 'app_deleted':
      if (app.isDeleted) throw impossible(fact, 'deleted');
      return { ...app, isDeleted: true };
    case 'app_restored':
      if (!app.isDeleted) throw impossible(fact, 'not deleted');
      return { ...app, isDeleted: false };
    case 'app_archived':
      return { ...app, ...asArchived, revision: app.revision + 1 };
    default:
      return app;
  }
}

function impossible(fact: Fact, before: unknown): Error {
  return new Error(`7: ${JSON.stringify(fact)} cannot follow on ${String(before)}`);
}
