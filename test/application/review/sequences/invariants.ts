// The fourteen invariants, each a function that tells what breaks it.

import type { Moment } from './moment.js';
import { actionsAreAvailable, keysOpen, repeatsDoNothing } from './of-answers.js';
import { liveIsApproved, oneIsOpen, usersSeeReleasesOnly } from './of-apps.js';
import { leasesAreHeld, timesAreKept } from './of-claims.js';
import { decidersAreFree, grounds } from './of-decisions.js';
import { fieldsAreOutOfReach } from './of-fields.js';
import { journalTellsAll } from './of-journal.js';
import { digestsAreRight, terminalStays } from './of-submissions.js';
import type { Violations } from './violations.js';

interface Invariant {
  readonly number: number;
  readonly says: string;
  readonly violations: (moment: Moment) => Violations;
}

const invariants: readonly Invariant[] = [
  {
    number: 1,
    says: 'the live digest belongs to an approved, unrevoked submission',
    violations: liveIsApproved,
  },
  {
    number: 2,
    says: 'an app has at most one open submission',
    violations: oneIsOpen,
  },
  {
    number: 3,
    says: 'nobody decides who belongs or belonged to the organization, has submitted, or has decided first',
    violations: decidersAreFree,
  },
  {
    number: 4,
    says: 'no first decision without a live lease; a stale fencing token never writes',
    violations: leasesAreHeld,
  },
  {
    number: 5,
    says: 'every negative decision has a reason code and text',
    violations: grounds,
  },
  {
    number: 6,
    says: 'no command on a submission that is not live changes what users see, enforcement apart',
    violations: usersSeeReleasesOnly,
  },
  {
    number: 7,
    says: 'one journal entry a change; the state is the fold of the facts',
    violations: journalTellsAll,
  },
  {
    number: 8,
    says: 'terminal stays terminal',
    violations: terminalStays,
  },
  {
    number: 9,
    says: 'the same idempotency key gives the same answer once',
    violations: repeatsDoNothing,
  },
  {
    number: 10,
    says: 'timers pass the same guards as people',
    violations: timesAreKept,
  },
  {
    number: 11,
    says: 'an update command can reach no status, owner or credential field',
    violations: fieldsAreOutOfReach,
  },
  {
    number: 12,
    says: 'availableActions says yes exactly where the command succeeds',
    violations: actionsAreAvailable,
  },
  {
    number: 13,
    says: 'the digest is that of the snapshot in canonical form, and both are frozen',
    violations: digestsAreRight,
  },
  {
    number: 14,
    says: 'a suspended or taken-down app authenticates no key',
    violations: keysOpen,
  },
];

/** The first that is broken, by number and sentence; null where all hold. */
export function firstViolation(moment: Moment): string | null {
  for (const { number, says, violations } of invariants) {
    const [first] = violations(moment);
    if (first !== undefined) return `${number}: ${says}: ${first}`;
  }
  return null;
}
