// Random sequences on the reference model, in memory and on MongoDB: every answer and every row must be the same.
// SEQUENCES sets how many run in memory (600 if absent); a fifteenth of them run on MongoDB. `npm run sequences` does long runs.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { mongooseRateLimiter, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { RefusalCode } from '../../../src/index.js';
import {
  commandSequences,
  describeTrace,
  runSequence,
  type StorageUnderTest,
} from '../../../src/testing/index.js';
import { methodNames } from '../../../src/testing/model/command-sequences.js';
import { clearDatabase } from '../../support/clear-database.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { countTrace, newSequenceCounts } from '../../support/sequence-counts.js';

const inMemory = Number(process.env['SEQUENCES'] ?? 600);
const onMongo = Math.ceil(inMemory / 15);
const longest = 20 * 60_000;

const memory = (): StorageUnderTest => ({ name: 'memory', storage: memoryStorage() });

/** True if sequences cause the refusal; otherwise the reason why they cannot. */
const refusals: Readonly<Record<RefusalCode, true | string>> = {
  account_inactive: true,
  account_deleted: true,
  already_a_member: true,
  already_invited: true,
  bulk_refused: true,
  email_not_verified: true,
  email_taken: true,
  external_id_taken: true,
  former_slug_limit_reached: true,
  idempotency_key_reused: true,
  invalid_input: true,
  invitation_already_accepted: true,
  invitation_declined: true,
  invitation_email_mismatch: true,
  invitation_expired: true,
  invitation_key_unknown: true,
  invitation_limit_reached: true,
  invitation_not_found: true,
  invitation_revoked: true,
  inviter_not_permitted:
    'the invitations of an inviter who goes are revoked, so only a race can cause it',
  last_admin: true,
  member_not_found: true,
  metadata_conflict: true,
  name_invalid: true,
  organization_deleted: true,
  organization_not_deleted: true,
  organization_limit_reached: true,
  organization_not_found: true,
  overloaded: 'a sequence does one thing after the other',
  permission_denied: true,
  personal_organization: true,
  rate_limited: true,
  resend_too_soon: true,
  restore_window_over: true,
  signing_key_in_use: true,
  slug_invalid: true,
  slug_reserved: true,
  slug_taken: true,
  too_many_members: 'it needs a thousand members',
  user_not_deleted: true,
  user_id_taken: true,
  user_not_found: true,
  already_decided: true,
  app_deleted: true,
  app_not_deleted: 'no command refuses with it',
  app_limit_reached: true,
  app_not_found: true,
  app_suspended: true,
  approval_expired: true,
  claim_limit_reached: true,
  conflict_of_interest: true,
  digest_mismatch: true,
  draft_conflict: true,
  invalid_transition: true,
  key_invalid: true,
  key_limit_reached: true,
  key_not_found: true,
  lease_lost: true,
  not_claimable: true,
  not_ready: true,
  organization_has_apps: true,
  package_name_invalid: true,
  contact_email_mismatch: true,
  package_name_taken: true,
  reason_required: true,
  rotation_in_progress: true,
  second_reviewer_required: true,
  submission_already_open: true,
  submission_not_found: true,
  webhook_not_found: 'the sequences have no webhooks',
};

describe('Guildhall in memory', () => {
  const counts = newSequenceCounts();

  it(
    'answers and stores what the model does',
    async () => {
      await fc.assert(
        fc.asyncProperty(commandSequences(), async (commands) => {
          const trace = await runSequence(commands, [memory()]);
          countTrace(counts, trace);
          expect(trace.difference, describeTrace(trace)).toBeNull();
        }),
        { numRuns: inMemory },
      );
      expect(counts.sequences).toBe(inMemory);
    },
    longest,
  );

  it('has run every method and caused every refusal', () => {
    expect(methodNames.filter((method) => !counts.done.has(method))).toEqual([]);
    const possible = Object.entries(refusals).filter(([, isCaused]) => isCaused === true);
    const missing = possible.filter(([code]) => !new Set<string>(counts.refused.keys()).has(code));
    expect(missing.map(([code]) => code)).toEqual([]);
  });
});

describe('Guildhall on MongoDB', () => {
  let storages: () => Promise<readonly StorageUnderTest[]>;

  beforeAll(async () => {
    const connection = await openTestConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    const rateLimiter = mongooseRateLimiter({ connection });
    storages = async () => {
      await clearDatabase(connection);
      return [memory(), { name: 'mongoose', storage, rateLimiter }];
    };
  });

  it(
    'answers and stores exactly what it does in memory',
    async () => {
      await fc.assert(
        fc.asyncProperty(commandSequences(), async (commands) => {
          const trace = await runSequence(commands, await storages());
          expect(trace.difference, describeTrace(trace)).toBeNull();
        }),
        { numRuns: onMongo },
      );
    },
    longest,
  );
});
