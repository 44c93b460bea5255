import type { ClauseGroup } from './clause.js';
import { anyRowsClause } from './outbox-any-rows.js';
import { outboxClaimClauses } from './outbox-claim.js';
import { outboxQuotaClauses } from './outbox-quota.js';
import { outboxSettleClauses } from './outbox-settle.js';

export const outboxGroup: ClauseGroup = {
  name: 'OUTBOX',
  summary: 'several relays share the outbox through leases',
  clauses: [...outboxClaimClauses, ...outboxSettleClauses, ...outboxQuotaClauses, anyRowsClause],
};
