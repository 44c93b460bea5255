// What docs/guide/scale.md says: the reads and sizes of scripts/scale-figures.ts at a hundredth of their size, the names of
// all indexes, reads and queries, and how many index entries the most frequent commands write.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  contentionTable,
  measureContention,
  measureScale,
  type ScaleFigures,
  sizeTable,
  unexpectedCosts,
} from '../../../scripts/scale-figures.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { collections } from '../../../src/adapters/mongoose/collections.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { orThrow } from '../../../src/index.js';
import { useCases } from '../../application/support/use-cases.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import { projectRoot } from '../../support/project.js';
import { useCaseNames } from '../../support/used-use-cases.js';
import {
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  currentTokenOf,
} from '../../support/world.js';

const page = readFileSync(join(projectRoot, 'docs', 'guide', 'scale.md'), 'utf8');
const [organizations, print] = [2_000, () => {}];

/** From the heading to the next one. */
function partOfPage(heading: string): string {
  const [, part = ''] = page.split(`\n${heading}\n`);
  return part.split('\n#')[0] ?? '';
}

describe('a database of 2,000 organizations, written under its indexes and validators', () => {
  let figures: ScaleFigures;

  beforeAll(async () => {
    const connection = await openTestConnection({ monitorCommands: true });
    figures = await measureScale(connection, { organizations, indexesFirst: true, print });
  }, 120_000);

  it('examines what a read returns and one document more, and sorts nothing', () => {
    expect(unexpectedCosts(figures.costs)).toEqual([]);
    expect(figures.costs.length).toBeGreaterThan(70);
  });

  it('are the reads that the page lists with their shards', () => {
    const reads = [...new Set(figures.costs.map(({ what }) => what.split(':')[0] ?? ''))];
    const missing = reads.filter((read) => !partOfPage('### Reads').includes(`\`${read}\``));
    expect(missing).toEqual([]);
  });

  it('breaks the bound in the reads that the page names', () => {
    const known = figures.costs.filter(({ knownReason }) => knownReason !== null);
    expect(known.map(({ what }) => what.split(':')[0])).toEqual(['apps.listPublished']);
    for (const { broken, knownReason } of known) {
      expect(broken).toHaveLength(1);
      expect(page.replaceAll(/\s+/g, ' ')).toContain(knownReason);
    }
  });

  it('has sizes of all rows and index entries', () => {
    const sizes = new Map(figures.sizes.map((size) => [size.collection, size]));
    // Five in each organization, and the rows of the absent. The large organization is not there yet.
    expect(sizes.get('memberships')?.rows).toBe(5 * organizations + organizations / 20);
    // Also the index of a shard key, which is only measured.
    expect(sizes.get('memberships')?.indexes.map(({ entries }) => entries > organizations)).toEqual(
      Array.from({ length: 6 }, () => true),
    );
    expect(sizeTable(figures.sizes)).toContain('| `memberships.by_role` |');
    expect(sizeTable(figures.sizes)).toContain('| `memberships.shard_key` |');
  });
});

describe('an unexpected cost', () => {
  const cost = { what: 'a read', plans: [], joined: 0 };
  const [broken, reason] = [['a sort in memory'], 'it sorts'];

  it.each([
    [{ ...cost, broken, knownReason: null }, 1],
    [{ ...cost, broken: [], knownReason: reason }, 1],
    [{ ...cost, broken, knownReason: reason }, 0],
    [{ ...cost, broken: [], knownReason: null }, 0],
  ])('is one without a reason, and a reason without one: %j', (one, count) => {
    expect(unexpectedCosts([one])).toHaveLength(count);
  });
});

describe('one organization whose roles are changed', () => {
  it('has figures for one caller, and for several in one and in many organizations', async () => {
    const connection = await openTestConnection();
    const figures = await measureContention(connection, { seconds: 0.05, turns: 1 });
    expect(
      figures.map(({ callers, services, organizations: all }) => [callers, services, all]),
    ).toEqual([
      [1, 1, 1],
      [16, 1, 1],
      [16, 16, 1],
      [16, 1, 16],
    ]);
    for (const { done, failed, attempts } of figures) {
      expect(done).toBeGreaterThan(0);
      expect(failed).toBe(0);
      expect(attempts).toBeGreaterThanOrEqual(1);
    }
    expect(contentionTable(figures).split('\n')).toHaveLength(6);
  }, 120_000);
});

describe('the page', () => {
  it('lists every query with its shards', () => {
    const commands = useCases.filter(({ isQuery }) => !isQuery).map(({ name }) => name);
    const queries = useCaseNames(createWorld(memoryStorage()).guildhall).filter(
      (name) => !commands.includes(name) && !/^(relay|maintenance)\./.test(name),
    );
    expect(queries.length).toBeGreaterThan(30);
    const listed = partOfPage('### Queries');
    expect(queries.filter((name) => !listed.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(Object.keys(collections))('has a shard key of %s', (collection) => {
    expect(page).toMatch(new RegExp(`^\\| \`${collection}\` \\| \`\\{ `, 'm'));
  });

  it.each(Object.values(collections).flatMap(({ indexes }) => indexes.map(({ name }) => name)))(
    'names the index %s with what it serves',
    (name) => {
      expect(page).toMatch(new RegExp(`^\\| \`${name.replace('.', '\\.')}\` \\| [^|]{10,}`, 'm'));
    },
  );
});

describe('the index entries', () => {
  let connection: Connection;
  const written = new Map<string, string>();

  /** Runs the work, and counts the index entries that its statements insert and delete. */
  async function count<T>(command: string, work: () => Promise<T>): Promise<T> {
    const { db } = connection;
    if (db === undefined) throw new Error('the connection is not open');
    await db.dropCollection('system.profile');
    await db.command({ profile: 2 });
    const result = await work();
    await db.command({ profile: 0 });
    const profiled = await db.collection('system.profile').find().toArray();
    const sum = (name: string) =>
      profiled.reduce((total, entry) => total + Number(entry[name] ?? 0), 0);
    written.set(command, `${sum('keysInserted')} | ${sum('keysDeleted')}`);
    return result;
  }

  beforeAll(async () => {
    connection = await openTestConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    const world = createWorld(storage);
    const { memberships, invitations } = world.guildhall;
    const [creator, joiner] = [await createPerson(world), await createPerson(world)];
    const to = await count('creating an organization', () => createOrganization(world, creator));
    const { id } = await count('inviting', () =>
      createInvitation(world, { by: creator, to, email: joiner.email }),
    );
    const token = await currentTokenOf(world, id);
    await count('accepting', async () =>
      orThrow(await invitations.accept(joiner.actor, { token })),
    );
    const { id: userId } = await createMember(world, { by: creator, to });
    const input = { organizationId: to.id, userId, role: 'admin' } as const;
    await count('changing a role', async () =>
      orThrow(await memberships.changeRole(creator.actor, input)),
    );
  });

  it.each(['creating an organization', 'inviting', 'accepting', 'changing a role'])(
    'of %s are as many as the page says',
    (command) => {
      const [, counts] =
        new RegExp(`^\\| ${command} \\| (\\d+ \\| \\d+) \\|`, 'm').exec(page) ?? [];
      expect(counts).toBe(written.get(command));
    },
  );
});
