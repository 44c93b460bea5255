// What holds of claims, of the snapshots that commands name, and of time.

import { isDeepStrictEqual } from 'node:util';
import { actionOf, deedsOf, type Moment, type Moved, movedIn } from './moment.js';
import { belonged, decidedIn } from './of-decisions.js';
import type { Asked } from './perform.js';
import { lease, policy } from './stage.js';
import { those, type Violations } from './violations.js';

const underClaim = new Set(['approve', 'requestChanges', 'reject']);
const ofClaims = new Set<string>(['review.renew_claim', 'review.release_claim']);

export function leasesAreHeld(moment: Moment): Violations {
  const first = decidedIn(moment).filter(({ decision }) => underClaim.has(decision.kind));
  return [
    ...first.flatMap((decided) => leaseFaults(decided, decided.decision.by)),
    ...movedIn(moment).flatMap(claimFaults),
    ...moment.asked.flatMap((asked) => staleFaults(moment, asked)),
  ];
}

function leaseFaults({ deed: { entry }, before }: Moved, by: string): Violations {
  const { lease: held, claims, id } = before;
  const what = `${entry.action} of ${id}`;
  if (held === undefined) return [`${what} without a lease`];
  return those(
    [held.holder !== by, `${what} under the lease of another`],
    [held.token !== claims, `${what} under an old token`],
    [held.until <= entry.at, `${what} under a lease that was over`],
  );
}

function claimFaults(moved: Moved): Violations {
  const { deed, before, after } = moved;
  const { action, actor } = deed.entry;
  const by = actor.kind === 'reviewer' ? actor.userId : '';
  if (action === 'review.claim') return newClaimFaults(moved, by);
  const isLeft = after.state !== 'in_review' && after.lease !== undefined;
  const isRenewal = action === 'review.renew_claim';
  return [
    ...(ofClaims.has(action) ? leaseFaults(moved, by) : []),
    ...those(
      [after.claims !== before.claims, `${action} of ${after.id} gave a token`],
      [isLeft, `${action} of ${after.id} left a lease behind`],
      [isRenewal && belonged(deed, before, by), `${after.id} was renewed by one of its own`],
    ),
  ];
}

function newClaimFaults({ deed, before, after }: Moved, by: string): Violations {
  const { at } = deed.entry;
  const until = new Date(at.getTime() + lease * 1_000);
  const isOwn = before.submittedBy === by || belonged(deed, before, by);
  const held = [...deed.before.submissions.values()].filter(
    ({ value }) => value.lease?.holder === by && value.lease.until > at,
  );
  const expected = { holder: by, token: before.claims + 1, until };
  const isRight = isDeepStrictEqual(after.lease, expected) && after.claims === expected.token;
  return those(
    [before.lease !== undefined && before.lease.until > at, `${before.id} was claimed twice`],
    [!isRight, `the lease of ${before.id} is ${JSON.stringify(after.lease)}`],
    [isOwn, `${before.id} was claimed by one of its own`],
    [held.length >= (policy.claimsPerReviewer ?? 0), `${by} has claimed too many`],
  );
}

/** What a command names is what was stored when it was done. */
function staleFaults(moment: Moment, { call, outcome, repeats }: Asked): Violations {
  const { input } = call;
  if (!outcome.ok || repeats !== null || !('submissionId' in input)) return [];
  const action = actionOf(call.verb);
  const deed = deedsOf(moment).find(
    ({ entry }) => entry.action === action && entry.subject.id === input.submissionId,
  );
  const before = deed?.before.submissions.get(deed.entry.subject.id)?.value;
  if (before === undefined) return [];
  return those(
    ['token' in input && input.token !== before.claims, `${call.verb} by a stale token`],
    ['digest' in input && input.digest !== before.digest, `${call.verb} of another snapshot`],
  );
}

/** Nothing is released after its time, nothing expires before, and maintenance leaves nothing that has. */
export function timesAreKept(moment: Moment): Violations {
  return [...movedIn(moment).flatMap(untimely), ...leftOver(moment)];
}

function untimely({ deed, before, after }: Moved): Violations {
  const { action, at } = deed.entry;
  const isOver = before.approvedUntil !== undefined && before.approvedUntil <= at;
  const isReleased = before.state === 'approved' && after.state === 'released';
  const isExpired = after.state === 'approval_expired';
  const isWrittenDown = action === 'submission.expire_approval';
  return those(
    [isReleased && isOver, `${before.id} was released after its time`],
    [isExpired && !isOver, `${before.id} has expired before its time`],
    [isWrittenDown && !isExpired, `${action} made ${before.id} ${after.state}`],
  );
}

function leftOver({ asked, now, after: { rows } }: Moment): Violations {
  const [only, ...others] = asked;
  const isKept = only?.call.verb === 'maintenance.runOnce' && only.outcome.ok;
  if (!isKept || others.length > 0) return [];
  return [...rows.submissions.values()].flatMap(({ value: { id, state, approvedUntil } }) => {
    const isOver = approvedUntil !== undefined && approvedUntil <= now;
    return those([state === 'approved' && isOver, `maintenance left ${id}, which is over`]);
  });
}
