// The benchmark: a very short run of it, the check that both subjects send the same statements, and its report.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { firstDifference, statementLine } from '../bench/compare-statements.js';
import { ratiosOf, spreadOf } from '../bench/measure.js';
import { operations } from '../bench/operations.js';
import { replaceReport } from '../bench/report.js';
import { mongodUri } from './support/mongo-connections.js';
import { projectRoot, scratchFolder } from './support/project.js';

const run = promisify(execFile);

interface BenchmarkOutput {
  readonly stdout: string;
  readonly json: string;
}

/** As short as possible: the tests look at what it prints, never at how fast anything was. */
async function shortBench(): Promise<BenchmarkOutput> {
  const json = join(scratchFolder(), 'bench.json');
  const short = ['--seconds', '0.01', '--rounds', '1', '--members', '30', '--json', json];
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', join('bench', 'main.ts'), ...short],
    { cwd: projectRoot, env: { ...process.env, MONGODB_URI: mongodUri() } },
  );
  return { stdout, json: readFileSync(json, 'utf8') };
}

const spread = z.object({ median: z.number(), min: z.number(), max: z.number() });
const written = z.object({
  machine: z.object({ node: z.string(), cores: z.number(), mongod: z.string() }),
  results: z.array(
    z.object({
      operation: z.string(),
      callers: z.number(),
      rates: z.record(z.string(), z.array(z.number().positive()).length(1)),
      ratios: z.array(spread.extend({ of: z.string(), to: z.string() })),
    }),
  ),
});

describe('a very short run of the bench', () => {
  let printed: BenchmarkOutput;
  beforeAll(async () => {
    if (!existsSync(join(projectRoot, 'bench/peers/node_modules/.package-lock.json'))) {
      await run('npm', ['run', 'bench:install'], { cwd: projectRoot });
    }
    printed = await shortBench();
  }, 300_000);

  it.each(operations.map(({ title }) => title))(
    'prints a complete row for one caller and for 16 callers: %s',
    (title) => {
      const lines = printed.stdout.split('\n').filter((line) => line.startsWith(`| ${title} `));
      const cells = lines.map((line) => line.split('|').slice(2, -1));
      expect(cells.map(([callers]) => callers?.trim())).toEqual(['1', '16']);
      for (const [, ...numbers] of cells) {
        expect(numbers).toHaveLength(8);
        for (const number of numbers) expect(number.trim()).toMatch(/^\d+(\.\d+)?( \(.+–.+\))?$/);
      }
    },
  );

  it('prints the machine that it ran on', () => {
    expect(printed.stdout).toMatch(/^Node v\d+\S+, \d+ cores \(.+\), MongoDB \d+\.\d+/);
  });

  it('writes the rates of every round as JSON', () => {
    const { results } = written.parse(JSON.parse(printed.json));
    const expected = operations.flatMap(({ name }) => [
      [name, 1],
      [name, 16],
    ]);
    expect(results.map(({ operation, callers }) => [operation, callers])).toEqual(expected);
    for (const { rates, ratios } of results) {
      expect(Object.keys(rates)).toHaveLength(5);
      expect(ratios).toHaveLength(3);
    }
  });
});

describe('the check that both subjects send the same statements', () => {
  const commit = statementLine({
    commandName: 'commitTransaction',
    command: { commitTransaction: 1 },
  });
  const aggregate = (...pipeline: readonly object[]) =>
    statementLine({ commandName: 'aggregate', command: { aggregate: 'users', pipeline } });

  it('names the command, the collection and the stages of a pipeline', () => {
    const pipeline = [{ $match: {} }, { $limit: 1 }];
    expect(aggregate({ $unionWith: { coll: 'slugs', pipeline } })).toBe(
      'aggregate users: $unionWith slugs[$match $limit]',
    );
    expect(commit).toBe('commitTransaction');
  });

  it('ignores the values in a statement', () => {
    const [one, other] = [aggregate({ $match: { _id: 1 } }), aggregate({ $match: { _id: 2 } })];
    expect(firstDifference([one, commit], [other, commit])).toBeNull();
  });

  it('names the statements that differ', () => {
    const [one, other] = [aggregate({ $match: {} }), aggregate({ $limit: 1 })];
    expect(firstDifference([one], [other])).toBe(
      'aggregate users: $match against aggregate users: $limit',
    );
  });

  it('names a statement that only one of them sends', () => {
    expect(firstDifference([], [commit])).toBe('nothing against commitTransaction');
  });
});

describe('replaceReport', () => {
  it('replaces the table between the markers', () => {
    const page = 'a\n<!-- bench -->\n<!-- /bench -->\nb\n';
    const once = replaceReport(page, 'one');
    expect(once).toBe('a\n<!-- bench -->\none\n<!-- /bench -->\nb\n');
    expect(replaceReport(once, 'two')).toBe(once.replace('one', 'two'));
  });

  it('throws if the page has no markers', () => {
    expect(() => replaceReport('a page without', 'one')).toThrow('<!-- bench -->');
  });
});

describe('the rates', () => {
  it('are reported as the median and both extremes of the rounds', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  it('are compared round by round', () => {
    expect(ratiosOf([2, 30], [1, 10])).toEqual([2, 3]);
  });
});
