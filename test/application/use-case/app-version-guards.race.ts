// The guards of apps, submissions, review and keys. Without each guard, its rule breaks.
import { claimFourAtOnceRace, claimWhileRenewingRace } from '../support/claim-limit-races.js';
import { adminGuards } from '../support/in-flight-admins.js';
import { memberGuards } from '../support/in-flight-members.js';
import { reviewerGuards } from '../support/in-flight-reviewers.js';
import { describeVersionGuards, type VersionGuard } from '../support/version-guards.js';

const guards: readonly VersionGuard[] = [
  ...memberGuards,
  ...adminGuards,
  ...reviewerGuards,
  {
    collection: 'users',
    by: 'review.claim',
    rule: 'nobody holds more claims than they may',
    race: () => claimFourAtOnceRace,
    expectedViolation: '4 claims',
  },
  {
    collection: 'users',
    by: 'review.renew_claim',
    rule: 'nobody keeps more claims than they may',
    race: () => claimWhileRenewingRace,
    expectedViolation: '4 claims',
  },
];

describeVersionGuards('guards of apps', guards);
