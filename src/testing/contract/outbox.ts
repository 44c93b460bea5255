import type { Family } from './clause.js';
import { claimClauses } from './outbox-claim.js';
import { settleClauses } from './outbox-settle.js';

export const outbox: Family = {
  name: 'OUTBOX',
  about: 'leases for relays, of which several run at once',
  clauses: [...claimClauses, ...settleClauses],
};
