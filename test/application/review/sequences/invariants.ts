// The fourteen invariants. Each is a function that lists its violations.

import {
  findAvailableActionViolations,
  findKeyViolations,
  findRepeatViolations,
} from './answer-invariants.js';
import {
  findLiveReleaseViolations,
  findOpenSubmissionViolations,
  findStoreViolations,
} from './app-invariants.js';
import { findDeadlineViolations, findLeaseViolations } from './claim-invariants.js';
import { findReasonViolations, findReviewerViolations } from './decision-invariants.js';
import { findFieldViolations } from './field-invariants.js';
import { findJournalViolations } from './journal-invariants.js';
import type { StepObservation } from './step-observation.js';
import { findDigestViolations, findFinalStateViolations } from './submission-invariants.js';
import type { Violations } from './violations.js';

interface Invariant {
  readonly number: number;
  readonly statement: string;
  readonly findViolations: (observation: StepObservation) => Violations;
}

const invariants: readonly Invariant[] = [
  {
    number: 1,
    statement: 'the live digest belongs to an approved, unrevoked submission',
    findViolations: findLiveReleaseViolations,
  },
  {
    number: 2,
    statement: 'an app has at most one open submission',
    findViolations: findOpenSubmissionViolations,
  },
  {
    number: 3,
    statement: 'no present or former member, submitter or first reviewer decides',
    findViolations: findReviewerViolations,
  },
  {
    number: 4,
    statement: 'no first decision without a live lease; a stale lease token never writes',
    findViolations: findLeaseViolations,
  },
  {
    number: 5,
    statement: 'every negative decision has a reason code and text',
    findViolations: findReasonViolations,
  },
  {
    number: 6,
    statement:
      'no command on a submission that is not live changes what users see, except enforcement',
    findViolations: findStoreViolations,
  },
  {
    number: 7,
    statement: 'one journal entry for each change; the events lead to the state',
    findViolations: findJournalViolations,
  },
  {
    number: 8,
    statement: 'a closed submission stays closed',
    findViolations: findFinalStateViolations,
  },
  {
    number: 9,
    statement: 'a repeated idempotency key returns the same answer and does nothing',
    findViolations: findRepeatViolations,
  },
  {
    number: 10,
    statement: 'maintenance obeys the same rules as people',
    findViolations: findDeadlineViolations,
  },
  {
    number: 11,
    statement: 'a draft change cannot set a status, owner or credential field',
    findViolations: findFieldViolations,
  },
  {
    number: 12,
    statement: 'availableActions lists exactly the commands that succeed',
    findViolations: findAvailableActionViolations,
  },
  {
    number: 13,
    statement: 'the digest is that of the canonical snapshot, and both never change',
    findViolations: findDigestViolations,
  },
  {
    number: 14,
    statement: 'a suspended or taken-down app authenticates no key',
    findViolations: findKeyViolations,
  },
];

/** The first violation, with the number and the statement of its invariant; null if there is none. */
export function findFirstViolation(observation: StepObservation): string | null {
  for (const { number, statement, findViolations } of invariants) {
    const [first] = findViolations(observation);
    if (first !== undefined) return `${number}: ${statement}: ${first}`;
  }
  return null;
}
