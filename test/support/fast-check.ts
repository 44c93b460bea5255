// Runs properties with a fixed seed, so that a failure repeats. FC_SEED sets another seed, FC_RUNS another number of runs.
// The seed and path that fast-check prints replay a failure in any case.
import fc from 'fast-check';

const fixedSeed = 20261122;

function integerFrom(name: 'FC_SEED' | 'FC_RUNS'): number | null {
  const text = process.env[name];
  if (text === undefined || text === '') return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new Error(`${name} must be an integer, but is "${text}".`);
  return value;
}

const runs = integerFrom('FC_RUNS');

fc.configureGlobal({
  seed: integerFrom('FC_SEED') ?? fixedSeed,
  ...(runs === null ? {} : { numRuns: runs }),
});
