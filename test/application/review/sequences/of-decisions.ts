// What holds of decisions: who takes them, and why.

import { isDeepStrictEqual } from 'node:util';
import type { AppPermission } from '../../../../src/domain/app/permission.js';
import type { Decision, Submission } from '../../../../src/domain/review/submission.js';
import { type Deed, type Moment, type Moved, movedIn } from './moment.js';
import { those, type Violations } from './violations.js';

export interface Decided extends Moved {
  readonly decision: Decision;
}

/** The decisions of a step. */
export function decidedIn(moment: Moment): readonly Decided[] {
  return movedIn(moment).flatMap((moved) => {
    const fresh = moved.after.decisions.slice(moved.before.decisions.length);
    return fresh.map((decision) => ({ ...moved, decision }));
  });
}

/** And what was decided stays as it was. */
export function decidersAreFree(moment: Moment): Violations {
  const reviewers = moment.cast.reviewers.map(({ id }) => id);
  const rewritten = movedIn(moment).filter(({ before: { decisions }, after }) => {
    return !isDeepStrictEqual(after.decisions.slice(0, decisions.length), decisions);
  });
  const faults = decidedIn(moment).flatMap((decided) => {
    const { deed, before, decision } = decided;
    const says = `${decision.kind} of ${before.id} by ${decision.by}`;
    const { actor } = deed.entry;
    const isActor = actor.kind === 'reviewer' && actor.userId === decision.by;
    return [
      ...those(
        [!reviewers.includes(decision.by), `${says}, who reviews nothing`],
        [!isActor, `${says}, who was not there`],
      ),
      // Revocations are the platform's own.
      ...(decision.kind === 'revoke' ? [] : conflicts(decided).map((why) => `${says}, ${why}`)),
    ];
  });
  return [
    ...faults,
    ...rewritten.map(({ before: { id } }) => `the decisions on ${id} have changed`),
  ];
}

function conflicts({ deed, before, after, decision: { kind, by } }: Decided): Violations {
  const isSecond = kind === 'secondApprove' || kind === 'sendBack';
  const first = before.decisions.findLast((one) => one.kind === 'approve')?.by;
  const isAlone = kind === 'approve' && after.state === 'approved';
  return those(
    [by === before.submittedBy, 'who has submitted it'],
    [belonged(deed, before, by), 'who belongs or belonged to the organization'],
    [isSecond && (first === undefined || first === by), 'who has decided first'],
    [isAlone && needsTwo(deed, before), 'alone, where it takes two'],
  );
}

/** Now, or since the case began. */
export function belonged(
  { before }: Deed,
  { organizationId, enteredAt }: Submission,
  by: string,
): boolean {
  return [...before.memberships.values()].some(({ value }) => {
    const isOne = value.organizationId === organizationId && value.userId === by;
    return isOne && (value.leftAt === undefined || value.leftAt >= enteredAt);
  });
}

const sensitive = new Set<AppPermission['type']>([
  'MICROPHONE',
  'CAMERA',
  'LOCATION',
  'BACKGROUND_LOCATION',
  'READ_NOTIFICATIONS',
]);

function needsTwo({ before }: Deed, { appId, snapshot }: Submission): boolean {
  const live = before.apps.get(appId)?.value.live;
  if (live === undefined) return true;
  const had = new Set(live.listing.permissions.map(({ type }) => type));
  return snapshot.manifest.permissions.some(({ type }) => sensitive.has(type) && !had.has(type));
}

const negative = new Set(['requestChanges', 'reject', 'sendBack', 'revoke']);

/** Of what the platform imposes as well. */
export function grounds({ after: { rows } }: Moment): Violations {
  const decisions = [...rows.submissions.values()].flatMap(({ value }) =>
    value.decisions.flatMap(({ kind, reasons, text }) => {
      const isBare = reasons.length === 0 || isBlank(text);
      return those([negative.has(kind) && isBare, `${kind} of ${value.id} does not say why`]);
    }),
  );
  const imposed = [...rows.apps.values()].flatMap(({ value: { id, enforcement } }) => {
    const { state, reason } = enforcement;
    return those([state !== 'none' && isBlank(reason), `${id} is ${state}, nobody says why`]);
  });
  return [...decisions, ...imposed];
}

function isBlank(text: string | undefined): boolean {
  return (text ?? '').trim() === '';
}
