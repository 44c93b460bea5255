// Properties run with one fixed seed, so that a red run is red again. FC_SEED tries another seed,
// FC_RUNS another number of runs; what fast-check prints on failure replays it either way.
import fc from 'fast-check';

const fixedSeed = 20261122;

function integerFrom(name: 'FC_SEED' | 'FC_RUNS'): number | null {
  const text = process.env[name];
  if (text === undefined || text === '') return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} must be an integer, got "${text}".`);
  return value;
}

const runs = integerFrom('FC_RUNS');

fc.configureGlobal({
  seed: integerFrom('FC_SEED') ?? fixedSeed,
  ...(runs === null ? {} : { numRuns: runs }),
});
