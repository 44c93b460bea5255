// The release of an approved submission: its snapshot becomes live for users.

import { type App, isSuspendedOrTakenDown } from '../app/app.js';
import { serverHostsOf } from '../app/server-hosts.js';
import { storeListingOfSnapshot } from '../app/store-listing.js';
import type { UserId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { nextStateUnlessExpired } from './approval-expiry.js';
import type { Submission } from './submission.js';
import {
  nextSubmissionState,
  recordLastTransition,
  setStateAndEndClaim,
  type TransitionRefusal,
} from './submission-transitions.js';

export interface ReleasedRows {
  readonly submission: Submission;
  readonly app: App;
  /** The release that was live before, or null. */
  readonly superseded: Submission | null;
}

/** Makes the approved snapshot the live release. `liveSubmission` is the live release until now, or null; it is superseded. */
export function releaseSubmission(
  app: App,
  submission: Submission,
  liveSubmission: Submission | null,
  by: UserId | null,
  now: Date,
): Result<ReleasedRows, TransitionRefusal | RefusalOf<'approval_expired' | 'app_suspended'>> {
  const to = /* REV-68 */ nextStateUnlessExpired(submission, 'release', now);
  if (!to.ok) return to;
  if (isSuspendedOrTakenDown(app)) return refuse({ code: 'app_suspended', path: ['appId'] }); // REV-71
  const out = { ...setStateAndEndClaim(submission, to.value, now), releasedAt: now };
  const released = recordLastTransition(out, 'release', by, now);
  const superseded =
    /* REV-72 */ liveSubmission === null ? null : supersedeSubmission(liveSubmission, by, now);
  if (superseded !== null && !superseded.ok) return superseded;
  return ok({
    submission: released,
    app: withLiveRelease(app, released, now),
    superseded: superseded?.value ?? null,
  });
}

function supersedeSubmission(
  before: Submission,
  by: UserId | null,
  now: Date,
): Result<Submission, TransitionRefusal> {
  const to = nextSubmissionState(before, 'supersede');
  return to.ok
    ? ok(recordLastTransition(setStateAndEndClaim(before, to.value, now), 'supersede', by, now))
    : to;
}

export function withLiveRelease(app: App, submission: Submission, now: Date): App {
  const { id: submissionId, revision, digest, snapshot, releasedAt = now } = submission;
  const live = {
    submissionId,
    revision,
    digest,
    releasedAt,
    listing: storeListingOfSnapshot(/* REV-1 */ snapshot),
    serverHosts: serverHostsOf(snapshot.manifest),
  };
  return { ...app, live, updatedAt: now };
}
