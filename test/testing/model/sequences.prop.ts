// The same random commands on the model, in memory and on MongoDB: no answer may differ, and no row.
// SEQUENCES sets how many run in memory, and a tenth of it how many run on MongoDB; for long runs there is `npm run sequences`.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { mongooseRateLimiter, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { RefusalCode } from '../../../src/index.js';
import {
  commandSequences,
  describeTrace,
  runSequence,
  type SequenceSetting,
} from '../../../src/testing/index.js';
import { verbs } from '../../../src/testing/model/commands.js';
import { count, newTally } from '../../../src/testing/model/tally.js';
import { emptied } from '../../support/emptied.js';
import { freshConnection } from '../../support/mongo.js';

const inMemory = Number(process.env['SEQUENCES'] ?? 400);
const onMongo = Math.ceil(inMemory / 10);
const longest = 20 * 60_000;

const memory = (): SequenceSetting => ({ name: 'memory', storage: memoryStorage() });

const ofApps = 'these sequences know of no apps';

/** True: sequences meet it. Otherwise why none does. */
const refusals: Readonly<Record<RefusalCode, true | string>> = {
  account_inactive: true,
  account_deleted: true,
  already_a_member: true,
  already_invited: true,
  bulk_refused: true,
  email_not_verified: true,
  email_taken: true,
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
  inviter_not_permitted: 'an inviter who goes takes the invitations along, so that it takes a race',
  last_admin: true,
  member_not_found: true,
  name_invalid: true,
  organization_deleted: true,
  organization_not_deleted: true,
  organization_limit_reached: true,
  organization_not_found: true,
  permission_denied: true,
  personal_organization: true,
  rate_limited: true,
  resend_too_soon: true,
  restore_window_over: true,
  signing_key_in_use: true,
  slug_invalid: true,
  slug_reserved: true,
  slug_taken: true,
  too_many_members: 'it takes a thousand members',
  user_not_deleted: true,
  user_not_found: true,
  already_decided: ofApps,
  app_deleted: ofApps,
  app_not_deleted: ofApps,
  app_not_found: ofApps,
  app_suspended: ofApps,
  approval_expired: ofApps,
  claim_limit_reached: ofApps,
  conflict_of_interest: ofApps,
  digest_mismatch: ofApps,
  draft_conflict: ofApps,
  invalid_transition: ofApps,
  key_invalid: ofApps,
  key_limit_reached: ofApps,
  key_not_found: ofApps,
  lease_lost: ofApps,
  not_claimable: ofApps,
  not_ready: ofApps,
  organization_has_apps: ofApps,
  package_name_invalid: ofApps,
  contact_email_mismatch: ofApps,
  package_name_taken: ofApps,
  reason_required: ofApps,
  rotation_in_progress: ofApps,
  second_reviewer_required: ofApps,
  submission_already_open: ofApps,
  submission_not_found: ofApps,
  webhook_not_found: 'these sequences know of no webhooks',
};

describe('in memory', () => {
  const tally = newTally();

  it(
    'is as the model says',
    async () => {
      await fc.assert(
        fc.asyncProperty(commandSequences(), async (commands) => {
          const trace = await runSequence(commands, [memory()]);
          count(tally, trace);
          expect(trace.difference, describeTrace(trace)).toBeNull();
        }),
        { numRuns: inMemory },
      );
      expect(tally.sequences).toBe(inMemory);
    },
    longest,
  );

  it('meets every verb and every refusal on its way', () => {
    expect(verbs.filter((verb) => !tally.done.has(verb))).toEqual([]);
    const met = Object.entries(refusals).filter(([, isMet]) => isMet === true);
    const unmet = met.filter(([code]) => !new Set<string>(tally.refused.keys()).has(code));
    expect(unmet.map(([code]) => code)).toEqual([]);
  });
});

describe('on MongoDB', () => {
  let settings: () => Promise<readonly SequenceSetting[]>;

  beforeAll(async () => {
    const connection = await freshConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    const rateLimiter = mongooseRateLimiter({ connection });
    settings = async () => {
      await emptied(connection);
      return [memory(), { name: 'mongoose', storage, rateLimiter }];
    };
  });

  it(
    'is as in memory, to the letter',
    async () => {
      await fc.assert(
        fc.asyncProperty(commandSequences(), async (commands) => {
          const trace = await runSequence(commands, await settings());
          expect(trace.difference, describeTrace(trace)).toBeNull();
        }),
        { numRuns: onMongo },
      );
    },
    longest,
  );
});
