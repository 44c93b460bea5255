// Random lives of apps under review, on both storages: after every step the fourteen invariants of the design hold.
// REVIEW_SEQUENCES sets how many run in memory, and a twentieth of it how many run on MongoDB.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { appActions } from '../../../src/application/apps/available-actions.js';
import { enforcementStates } from '../../../src/domain/app/app.js';
import { submissionStates } from '../../../src/domain/review/submission.js';
import { emptied } from '../../support/emptied.js';
import { freshConnection } from '../../support/mongo.js';
import { type Cast, newCast } from './sequences/cast.js';
import { describeTrace, runSequence } from './sequences/run.js';
import { sequences } from './sequences/sequence.js';
import { staged } from './sequences/stage.js';
import { verbs } from './sequences/steps.js';
import { count, newTally } from './sequences/tally.js';

const inMemory = Number(process.env['REVIEW_SEQUENCES'] ?? 300);
const onMongo = Math.ceil(inMemory / 20);
const longest = 60 * 60_000;

let cast: Cast;

beforeAll(async () => {
  cast = await newCast();
});

describe('in memory', () => {
  const tally = newTally();

  it(
    'keeps the invariants of apps and review',
    async () => {
      await fc.assert(
        fc.asyncProperty(sequences(), async (steps) => {
          const stage = await staged(cast, memoryStorage());
          const trace = await runSequence(stage, steps, (moment) => count(tally, moment));
          tally.sequences += 1;
          expect(trace.violation, describeTrace(trace)).toBeNull();
        }),
        { numRuns: inMemory },
      );
      expect(tally.sequences).toBe(inMemory);
    },
    longest,
  );

  it('does every verb, reaches every state, and finds every action available on its way', () => {
    expect(verbs.filter((verb) => !tally.verbs.has(verb))).toEqual([]);
    const states = [...submissionStates, ...enforcementStates, ...more];
    expect(states.filter((state) => !tally.states.has(state))).toEqual([]);
    expect(appActions.filter((action) => !tally.actions.has(action))).toEqual([]);
    expect(refusals.filter((code) => !tally.refusals.has(code))).toEqual([]);
  });
});

const more = ['live', 'delisted', 'deleted', 'archived', 'repeated', 'fault'];

const refusals = [
  'already_decided',
  'app_deleted',
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

describe('on MongoDB', () => {
  it(
    'keeps them as well',
    async () => {
      const connection = await freshConnection();
      const storage = mongooseStorage({ connection });
      await storage.ensureIndexes();
      await fc.assert(
        fc.asyncProperty(sequences(), async (steps) => {
          await emptied(connection);
          const trace = await runSequence(await staged(cast, storage), steps);
          expect(trace.violation, describeTrace(trace)).toBeNull();
        }),
        { numRuns: onMongo },
      );
    },
    longest,
  );
});
