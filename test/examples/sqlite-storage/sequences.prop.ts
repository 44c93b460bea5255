// Random sequences of commands on the storage in `examples/sqlite-storage`: answers and rows are those of the reference
// model, and the invariants of apps hold. SQLITE_SEQUENCES sets how many.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandSequences, describeTrace, runSequence } from '../../../src/testing/model/index.js';
import { createEnvironment } from '../../application/review/sequences/environment.js';
import { createParticipants } from '../../application/review/sequences/participants.js';
import { randomSequences } from '../../application/review/sequences/random-sequences.js';
import * as review from '../../application/review/sequences/run-sequence.js';
import { createFiles } from './sqlite-files.js';

const sequences = Number(process.env['SQLITE_SEQUENCES'] ?? 100);
const longest = 20 * 60_000;

const files = createFiles();

describe('random sequences on SQLite', () => {
  it(
    'are answered and stored as the reference model says',
    async () => {
      const property = fc.asyncProperty(commandSequences(), async (commands) => {
        const storage = await files.open();
        const trace = await runSequence(commands, [{ name: 'SQLite', storage }]);
        expect(trace.difference, describeTrace(trace)).toBeNull();
        await storage.close();
      });
      await fc.assert(property, { numRuns: sequences });
    },
    longest,
  );

  it(
    'keep the invariants of apps and review',
    async () => {
      const participants = await createParticipants();
      const property = fc.asyncProperty(randomSequences(), async (steps) => {
        const storage = await files.open();
        const environment = await createEnvironment(participants, storage);
        const trace = await review.runSequence(environment, steps, () => {});
        expect(trace.violation, review.describeTrace(trace)).toBeNull();
        await storage.close();
      });
      await fc.assert(property, { numRuns: Math.ceil(sequences / 10) });
    },
    longest,
  );
});
