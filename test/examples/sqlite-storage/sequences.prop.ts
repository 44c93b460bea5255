// Random sequences of commands on the storage in `examples/sqlite-storage`: all answers and rows are those of the
// reference model. SQLITE_SEQUENCES sets how many.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandSequences, describeTrace, runSequence } from '../../../src/testing/model/index.js';
import { temporaryFile } from './sqlite-files.js';

const sequences = Number(process.env['SQLITE_SEQUENCES'] ?? 100);
const longest = 20 * 60_000;

const file = temporaryFile();

describe('random sequences on SQLite', () => {
  it(
    'are answered and stored as the reference model says',
    async () => {
      const property = fc.asyncProperty(commandSequences(), async (commands) => {
        const storage = await file.open();
        const trace = await runSequence(commands, [{ name: 'SQLite', storage }]);
        expect(trace.difference, describeTrace(trace)).toBeNull();
        await storage.close();
      });
      await fc.assert(property, { numRuns: sequences });
    },
    longest,
  );
});
