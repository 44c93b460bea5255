// What of apps and submissions leaves the core, by who looks.

import type { App, Listing } from '../../domain/app/app.js';
import type { PackageName } from '../../domain/app/package-name.js';
import type { Decision, Submission } from '../../domain/review/submission.js';
import { appFields, submissionFields } from '../../domain/shared/fields.js';
import { type View, visibleTo } from '../../domain/shared/visibility.js';
import type { EmailAddress } from '../../domain/user/email.js';

/** An app as its organization sees it. */
export interface AppView extends Omit<View<App, typeof appFields, 'member'>, 'testers'> {
  readonly testers: readonly EmailAddress[];
}

export function appView(app: App): AppView {
  const { testers, ...fields } = visibleTo('member', appFields, app);
  return { ...fields, testers: testers.map(({ address }) => address) };
}

/** What was decided, without who has decided it. */
export type DecisionView = Omit<Decision, 'by'>;

/** A submission as the organization sees it. */
export interface SubmissionView extends View<Submission, typeof submissionFields, 'member'> {
  readonly decisions: readonly DecisionView[];
}

/** Between reviewers: the organization learns what they came to. */
const internal: ReadonlySet<Decision['kind']> = new Set([/* REV-57 */ 'sendBack']);

export function submissionView(submission: Submission): SubmissionView {
  const decisions = submission.decisions
    .filter(({ kind }) => !internal.has(kind))
    .map((/* REV-55 */ { by: _by, ...said }) => said);
  return { ...visibleTo('member', submissionFields, submission), decisions };
}

/** A submission as reviewers see it. */
export type ReviewView = View<Submission, typeof submissionFields, 'member'> &
  View<Submission, typeof submissionFields, 'reviewer'>;

export function reviewView(submission: Submission): ReviewView {
  return {
    ...visibleTo('member', submissionFields, submission),
    ...visibleTo('reviewer', submissionFields, submission),
  };
}

/** An app as everybody finds it in the store, under the name of its publisher as released. */
export interface StoreView {
  readonly packageName: PackageName;
  readonly tier: App['tier'];
  readonly releasedAt: Date;
  readonly listing: Listing;
}

/** Null where nothing is released. */
export function storeView({ packageName, tier, live }: App): StoreView | null {
  return live === undefined
    ? null
    : { packageName, tier, releasedAt: live.releasedAt, listing: live.listing };
}
