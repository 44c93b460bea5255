// Random command sequences on apps under review, on both storages. After every step the fourteen invariants hold.
// REVIEW_SEQUENCES sets how many sequences run in memory; a thirtieth of them also run on MongoDB.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { appActions } from '../../../src/application/available-actions/available-actions.js';
import { enforcementStates } from '../../../src/domain/app/app.js';
import { submissionStates } from '../../../src/domain/review/submission.js';
import { clearDatabase } from '../../support/clear-database.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { countStep, newCoverage } from './sequences/coverage.js';
import { createEnvironment } from './sequences/environment.js';
import { createParticipants, type Participants } from './sequences/participants.js';
import { randomSequences } from './sequences/random-sequences.js';
import { reviewMethodNames } from './sequences/random-steps.js';
import { describeTrace, runSequence } from './sequences/run-sequence.js';

const inMemory = Number(process.env['REVIEW_SEQUENCES'] ?? 300);
const onMongo = Math.ceil(inMemory / 30);
const longest = 60 * 60_000;

let participants: Participants;

beforeAll(async () => {
  participants = await createParticipants();
});

describe('review sequences in memory', () => {
  const tally = newCoverage();

  it(
    'keep the invariants of apps and review',
    async () => {
      await fc.assert(
        fc.asyncProperty(randomSequences(), async (steps) => {
          const environment = await createEnvironment(participants, memoryStorage());
          const trace = await runSequence(environment, steps, (observation) =>
            countStep(tally, observation),
          );
          tally.sequences += 1;
          expect(trace.violation, describeTrace(trace)).toBeNull();
        }),
        { numRuns: inMemory },
      );
      expect(tally.sequences).toBe(inMemory);
    },
    longest,
  );

  it('reach every command, every state and every available action', () => {
    expect(reviewMethodNames.filter((method) => !tally.methods.has(method))).toEqual([]);
    const states = [...submissionStates, ...enforcementStates, ...extraTests];
    expect(states.filter((state) => !tally.states.has(state))).toEqual([]);
    expect(appActions.filter((action) => !tally.actions.has(action))).toEqual([]);
    expect(refusals.filter((code) => !tally.refusals.has(code))).toEqual([]);
  });
});

const extraTests = ['live', 'delisted', 'deleted', 'archived', 'repeated', 'fault'];

const refusals = [
  'already_decided',
  'app_deleted',
  'app_limit_reached',
  'app_not_found',
  'app_suspended',
  'approval_expired',
  'claim_limit_reached',
  'conflict_of_interest',
  'digest_mismatch',
  'draft_conflict',
  'idempotency_key_reused',
  'invalid_input',
  'invalid_transition',
  'key_invalid',
  'key_limit_reached',
  'key_not_found',
  'lease_lost',
  'not_claimable',
  'not_ready',
  'organization_deleted',
  'organization_has_apps',
  'package_name_invalid',
  'package_name_taken',
  'permission_denied',
  'reason_required',
  'restore_window_over',
  'rotation_in_progress',
  'second_reviewer_required',
  'submission_already_open',
  'submission_not_found',
];

describe('review sequences on MongoDB', () => {
  it(
    'keep the invariants too',
    async () => {
      const connection = await openTestConnection();
      const storage = mongooseStorage({ connection });
      await storage.ensureIndexes();
      await fc.assert(
        fc.asyncProperty(randomSequences(), async (steps) => {
          await clearDatabase(connection);
          const trace = await runSequence(await createEnvironment(participants, storage), steps);
          expect(trace.violation, describeTrace(trace)).toBeNull();
        }),
        { numRuns: onMongo },
      );
    },
    longest,
  );
});
