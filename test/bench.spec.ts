import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operations } from '../bench/operations.js';
import { pageWith } from '../bench/report.js';
import { ratiosOf, spreadOf } from '../bench/rounds.js';
import { differenceOf, lineOf } from '../bench/same-statements.js';
import { mongodUri } from './support/mongo.js';
import { projectRoot, scratchFolder } from './support/project.js';

const run = promisify(execFile);

interface Printed {
  readonly stdout: string;
  readonly json: string;
}

/** As short as it can be: what it prints is looked at, never how fast anything was. */
async function shortBench(): Promise<Printed> {
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
      ratios: z.record(z.string(), spread),
    }),
  ),
});

describe('a very short run of the bench', () => {
  let printed: Printed;
  beforeAll(async () => {
    printed = await shortBench();
  }, 300_000);

  it.each(operations.map(({ title }) => title))('has a whole line for one and 16: %s', (title) => {
    const lines = printed.stdout.split('\n').filter((line) => line.startsWith(`| ${title} `));
    const cells = lines.map((line) => line.split('|').slice(2, -1));
    expect(cells.map(([callers]) => callers?.trim())).toEqual(['1', '16']);
    for (const [, ...figures] of cells) {
      expect(figures).toHaveLength(5);
      for (const figure of figures) expect(figure.trim()).toMatch(/^\d+(\.\d+)?( \(.+–.+\))?$/);
    }
  });

  it('says on what it ran', () => {
    expect(printed.stdout).toMatch(/^Node v\d+\S+, \d+ cores \(.+\), MongoDB \d+\.\d+/);
  });

  it('writes every figure as JSON', () => {
    const { results } = written.parse(JSON.parse(printed.json));
    const expected = operations.flatMap(({ name }) => [
      [name, 1],
      [name, 16],
    ]);
    expect(results.map(({ operation, callers }) => [operation, callers])).toEqual(expected);
    for (const { rates, ratios } of results) {
      expect(Object.keys(rates)).toHaveLength(3);
      expect(Object.keys(ratios)).toHaveLength(2);
    }
  });
});

describe('the check that both send the same', () => {
  const commit = lineOf({ commandName: 'commitTransaction', command: { commitTransaction: 1 } });
  const aggregate = (...pipeline: readonly object[]) =>
    lineOf({ commandName: 'aggregate', command: { aggregate: 'users', pipeline } });

  it('names the command, the collection and what a pipeline does', () => {
    const pipeline = [{ $match: {} }, { $limit: 1 }];
    expect(aggregate({ $unionWith: { coll: 'slugs', pipeline } })).toBe(
      'aggregate users: $unionWith slugs[$match $limit]',
    );
    expect(commit).toBe('commitTransaction');
  });

  it('lets what is asked for differ', () => {
    const [one, other] = [aggregate({ $match: { _id: 1 } }), aggregate({ $match: { _id: 2 } })];
    expect(differenceOf([one, commit], [other, commit])).toBeNull();
  });

  it('says which statements differ', () => {
    const [one, other] = [aggregate({ $match: {} }), aggregate({ $limit: 1 })];
    expect(differenceOf([one], [other])).toBe(
      'aggregate users: $match against aggregate users: $limit',
    );
  });

  it('says which statement only one of them sends', () => {
    expect(differenceOf([], [commit])).toBe('nothing against commitTransaction');
  });
});

describe('a page with the table', () => {
  it('has it between its markers, in the place of the one before', () => {
    const page = 'a\n<!-- bench -->\n<!-- /bench -->\nb\n';
    const once = pageWith(page, 'one');
    expect(once).toBe('a\n<!-- bench -->\none\n<!-- /bench -->\nb\n');
    expect(pageWith(once, 'two')).toBe(once.replace('one', 'two'));
  });

  it('must have markers', () => {
    expect(() => pageWith('a page without', 'one')).toThrow('<!-- bench -->');
  });
});

describe('the figures', () => {
  it('are the middle and the ends of the rounds', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  it('are compared round by round', () => {
    expect(ratiosOf([2, 30], [1, 10])).toEqual([2, 3]);
  });
});
