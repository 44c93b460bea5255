// A dump holds every row, and whatever is not a dump is refused with its place. reloaded-storage.contract.ts shows that a
// loaded storage goes on as before.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  loadMemoryStorage,
  type MemoryDump,
  memoryStorage,
} from '../../../src/adapters/memory/index.js';
import type { Operation } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { operations } from '../../../src/testing/arbitraries/index.js';
import { createSampleOperation } from '../../../src/testing/contract/sample-data.js';

async function dumpOf(operation: Operation): Promise<MemoryDump> {
  const storage = memoryStorage();
  await storage.commit(operation);
  return storage.dump();
}

const sample = await dumpOf(createSampleOperation());

/** What loading says of this dump; null if it was loaded. */
function faultOf(dump: unknown): string | null {
  try {
    loadMemoryStorage(dump);
    return null;
  } catch (fault) {
    if (isStorageError(fault) && fault.code === 'misconfigured') return fault.message;
    throw fault;
  }
}

/** Their fields are not looked at. */
const plainFields = ['actor', 'events', 'replayIds', 'relatedIds', 'tools', 'settings'];

function placesIn(value: unknown, place: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [place];
  if (plainFields.includes(place.at(-1) ?? '')) return [place];
  const inside = Object.entries(value).map(([name, part]) => placesIn(part, [...place, name]));
  return [place, ...inside.flat()];
}

/** A copy in which `change` has changed the object that holds the place. */
function withChange(
  [first = '', ...rest]: readonly string[],
  change: (holder: object, name: string) => void,
  whole: object = structuredClone(sample),
): unknown {
  if (rest.length === 0) change(whole, first);
  else withChange(rest, change, Reflect.get(whole, first));
  return whole;
}

it('is loaded as what was stored, with every row of every collection', async () => {
  const filled = new Set<string>();
  await fc.assert(
    fc.asyncProperty(operations(), async (operation) => {
      const json = JSON.stringify(await dumpOf(operation));
      const loaded = loadMemoryStorage(JSON.parse(json));
      const dump = await loaded.dump();
      expect(dump).toEqual(JSON.parse(json));
      expect(await loaded.journal.findById(operation.journal.id)).toEqual(operation.journal);
      for (const [name, rows] of Object.entries(dump.rows)) if (rows.length > 0) filled.add(name);
    }),
  );
  expect([...filled].sort()).toEqual(Object.keys(sample.rows).sort());
});

it('shares nothing with the storage that is loaded from it', async () => {
  const dump = structuredClone(sample);
  const loaded = loadMemoryStorage(dump);
  for (const rows of Object.values(dump.rows)) {
    for (const { value } of rows) Object.assign(Object(value), { name: 'changed', actor: null });
  }
  expect(await loaded.dump()).toEqual(sample);
});

describe('what is not a dump is refused', () => {
  const places = placesIn(sample, []).filter((place) => place.length > 0);

  it('at every place, with its path and without its value', () => {
    expect(places.length).toBeGreaterThan(400);
    for (const place of places) {
      const secret = [['planted']];
      const wrong = withChange(place, (holder, name) => Reflect.set(holder, name, secret));
      const fault = faultOf(wrong);
      expect(fault).toContain(`The dump cannot be loaded: dump.${place.join('.')}`);
      expect(fault).not.toContain('planted');
    }
  });

  it('if it holds what JSON cannot, or a version that can no longer rise', () => {
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    let deep: object = {};
    for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
    const inEvents = (event: object) =>
      withChange(['rows', 'journal', '0', 'value', 'events'], (holder, name) =>
        Reflect.set(holder, name, [event]),
      );
    for (const event of [cyclic, deep, { large: 1n }]) {
      expect(faultOf(inEvents(event))).toMatch(
        /journal\.0\.value\.events\.0 must be .* JSON can hold/,
      );
    }
    const last = withChange(['rows', 'users', '0', 'version'], (holder, name) =>
      Reflect.set(holder, name, Number.MAX_SAFE_INTEGER),
    );
    expect(faultOf(last)).toMatch(/users\.0\.version must be a whole number/);
  });

  it('with a short sentence, however long the name of a field is', () => {
    const long = withChange(['rows', 'users', '0', 'value'], (holder, name) =>
      Reflect.set(Reflect.get(holder, name), 'x'.repeat(1_000_000), 1),
    );
    expect(faultOf(long)?.length).toBeLessThan(300);
  });

  it('if a field is missing, unless it is optional', () => {
    const refused = places.filter((place) => {
      const fault = faultOf(withChange(place, Reflect.deleteProperty));
      if (fault !== null) expect(fault).toContain(`: dump.${place.join('.')} `);
      return fault !== null;
    });
    expect(refused.length).toBeGreaterThan(places.length / 2);
  });

  it.each([
    { what: 'null', dump: null, says: 'dump must be an object' },
    { what: 'text', dump: '{}', says: 'dump must be an object' },
    {
      what: 'another format',
      dump: { ...sample, formatVersion: 2 },
      says: 'formatVersion must be 1',
    },
    {
      what: 'an unknown collection',
      dump: { ...sample, rows: { ...sample.rows, teams: [] } },
      says: 'dump.rows.teams must be absent',
    },
    {
      what: 'an unknown field',
      dump: withChange(['rows', 'users', '0', 'value', 'id'], (user) =>
        Reflect.set(user, 'age', 3),
      ),
      says: 'dump.rows.users.0.value.age must be absent',
    },
    {
      what: 'a row without a version',
      dump: withChange(['rows', 'users', '0', 'version'], (row) => Reflect.set(row, 'version', 0)),
      says: 'dump.rows.users.0.version must be a whole number of at least 1',
    },
    {
      what: 'a row twice',
      dump: {
        ...sample,
        rows: { ...sample.rows, slugs: [...sample.rows.slugs, sample.rows.slugs[0]] },
      },
      says: 'dump.rows.slugs.2 must be the only row with its value of slugs.id',
    },
    {
      what: 'two accounts of one address',
      dump: withChange(['rows', 'users', '1', 'value', 'emailKey'], (user) =>
        Reflect.set(user, 'emailKey', Reflect.get(Object(sample.rows.users[0]?.value), 'emailKey')),
      ),
      says: 'dump.rows.users.1 must be the only row with its value of users.email',
    },
  ])('$what', ({ dump, says }) => expect(faultOf(dump)).toContain(says));
});
