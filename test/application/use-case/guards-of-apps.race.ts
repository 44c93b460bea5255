// The guards of apps, submissions, review and keys: each touch is taken away, to see the rule break.
import { claimingFour, claimingWhileRenewing } from '../support/claiming-four.js';
import { describeGuards, type Guard } from '../support/guards.js';
import { adminsInFlight } from '../support/in-flight-admins.js';
import { membersInFlight } from '../support/in-flight-members.js';
import { reviewersInFlight } from '../support/in-flight-reviewers.js';

const guards: readonly Guard[] = [
  ...membersInFlight,
  ...adminsInFlight,
  ...reviewersInFlight,
  {
    collection: 'users',
    by: 'review.claim',
    rule: 'nobody holds more claims than they may',
    race: () => claimingFour,
    broken: '4 claims',
  },
  {
    collection: 'users',
    by: 'review.renew_claim',
    rule: 'nobody keeps more claims than they may',
    race: () => claimingWhileRenewing,
    broken: '4 claims',
  },
];

describeGuards('guards of apps', guards);
