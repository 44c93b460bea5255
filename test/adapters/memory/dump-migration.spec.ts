// A dump of an earlier release is migrated when it is loaded, and one of a later release is refused.
import { describe, expect, it } from 'vitest';
import { dumpedVersion } from '../../../src/adapters/memory/dump/dump.js';
import { loadTables } from '../../../src/adapters/memory/dump/load.js';
import { type DumpStep, dumpSteps } from '../../../src/adapters/memory/dump/steps.js';
import { loadMemoryStorage, memoryStorage } from '../../../src/adapters/memory/index.js';
import { createSampleOperation } from '../../../src/testing/contract/sample-data.js';

const full = memoryStorage();
await full.commit(createSampleOperation());
const sample = await full.dump();

/** Steps as later releases may have them: each says that it ran, by the version of every slug. */
const later: readonly DumpStep[] = [2, 3].map((to) => ({
  to,
  summary: `Slugs have the version ${to}.`,
  run: ({ slugs, ...rest }) => ({
    ...rest,
    slugs: Array.isArray(slugs) ? slugs.map((row) => ({ ...row, version: to * row.version })) : [],
  }),
}));

const slugVersions = (dump: unknown, steps?: readonly DumpStep[]) =>
  loadTables(dump, steps)
    .slugs.rows()
    .map(({ version }) => version);

it('the steps of this release begin at version 2 and have no gap', () => {
  expect(dumpSteps.map(({ to }) => to)).toEqual(dumpSteps.map((_, at) => at + 2));
});

describe('a dump', () => {
  it('has the version of its release, which migrate() of the loaded storage returns', async () => {
    expect(sample.schemaVersion).toBe(dumpedVersion);
    const current = { from: dumpedVersion, to: dumpedVersion, steps: [] };
    expect(await loadMemoryStorage(sample).migrate()).toEqual(current);
    expect(await memoryStorage().migrate()).toEqual(current);
  });

  it('of an earlier release goes through the steps that it needs, in order', () => {
    const { schemaVersion: _none, ...before } = sample;
    expect(slugVersions({ ...sample, schemaVersion: 3 }, later)).toEqual([1, 1]);
    expect(slugVersions({ ...sample, schemaVersion: 2 }, later)).toEqual([3, 3]);
    expect(slugVersions({ ...sample, schemaVersion: 1 }, later)).toEqual([6, 6]);
    expect(slugVersions(before, later)).toEqual([6, 6]);
  });

  it('is checked after the steps', () => {
    const broken: DumpStep = { to: 2, summary: 'Breaks it.', run: () => ({ users: 'none' }) };
    expect(() => slugVersions({ ...sample, schemaVersion: 1 }, [broken])).toThrow(
      'dump.rows.users must be a list',
    );
  });

  it('of a later release is refused, with what to do', () => {
    const dump = { ...sample, schemaVersion: dumpedVersion + 1 };
    expect(() => loadMemoryStorage(dump)).toThrow(
      `The dump cannot be loaded: dump.schemaVersion must be at most ${dumpedVersion}, because a later release of ` +
        'Guildhall made the dump; load it with that one.',
    );
  });
});
