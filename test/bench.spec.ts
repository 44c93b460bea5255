// The benchmark: very short runs of it. The tests look at what it writes, never at how fast anything was.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../bench/operations.js';
import { type Results, resultsSchema } from '../bench/report/results.js';
import { mongoSubjects, subjectNames, subjectTitles } from '../bench/subjects.js';
import { mongodUri } from './support/mongo-connections.js';
import { projectRoot, scratchFolder } from './support/project.js';

const run = promisify(execFile);

/** Runs the benchmark, which writes into the folder. Returns what it prints. */
async function runBench(folder: string, ...options: readonly string[]): Promise<string> {
  const short = ['--seconds', '0.005', '--rounds', '1', '--into', folder];
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', join('bench', 'main.ts'), ...short, ...options],
    { cwd: projectRoot, env: { ...process.env, MONGODB_URI: mongodUri() } },
  );
  return stdout;
}

function readResults(folder: string): Results {
  return resultsSchema.parse(JSON.parse(readFileSync(join(folder, 'performance.json'), 'utf8')));
}

const titles = operations.map(({ title }) => title);
const callers = [1, 2];
const sizes = ['10 members', '50 members'];

describe('a very short run of the bench', () => {
  let [folder, printed] = ['', ''];
  let results: Results;

  beforeAll(async () => {
    if (!existsSync(join(projectRoot, 'bench/peers/node_modules/.package-lock.json'))) {
      await run('npm', ['run', 'bench:install'], { cwd: projectRoot });
    }
    folder = scratchFolder();
    const page = readFileSync(join(projectRoot, 'docs', 'performance.md'), 'utf8');
    writeFileSync(join(folder, 'performance.md'), page);
    const small = ['--members', '50', '--growth', '10,50', '--memberships', '5000'];
    printed = await runBench(folder, ...small, '--callers', callers.join(','));
    results = readResults(folder);
  }, 300_000);

  it('runs every operation of every subject with each number of callers, and none fails', () => {
    const found = results.operations.map((one) => `${one.what}, ${one.subject}, ${one.callers}`);
    const expected = titles.flatMap((what) =>
      callers.flatMap((count) =>
        subjectNames.map((name) => `${what}, ${subjectTitles[name]}, ${count}`),
      ),
    );
    expect(found).toEqual(expected);
    for (const { perSecond, p50Ms, p99Ms, cpuMs } of results.operations)
      for (const figure of [perSecond, p50Ms, p99Ms, cpuMs]) expect(figure).toBeGreaterThan(0);
    expect(results.failures).toEqual([]);
  });

  it('compares Guildhall with each peer, and with the clock in memory', () => {
    const peersOf = (what: string) =>
      results.ratios.filter((one) => one.what.startsWith(what) && one.callers === 2);
    for (const title of titles) {
      const peers = peersOf(title).map(({ peer }) => peer);
      expect(new Set(peers)).toEqual(
        new Set([
          subjectTitles.floor,
          subjectTitles.splitFloor,
          subjectTitles.carefulTeam,
          subjectTitles.betterAuth,
          subjectTitles.betterAuthInMemory,
          'the clock',
        ]),
      );
    }
    expect(results.ratios.filter(({ target }) => target !== null)).toHaveLength(5 * titles.length);
    for (const { ratio, interval } of results.ratios) {
      expect(ratio).toBeGreaterThan(0);
      expect(interval?.[0]).toBeLessThanOrEqual(interval?.[1] ?? 0);
    }
  });

  it('counts the statements of the subjects on MongoDB', () => {
    expect(results.statements).toHaveLength(mongoSubjects.length * titles.length);
    const ofFloor = results.statements.filter(({ subject }) => subject === subjectTitles.floor);
    const [create] = ofFloor.filter(({ what }) => what === titles[0]);
    expect(create?.statements).toEqual(['update', 'commitTransaction']);
    for (const { sentBytes, receivedBytes } of results.statements)
      expect(Math.min(sentBytes, receivedBytes)).toBeGreaterThan(100);
  });

  it('measures growth for each subject that can grow, and the last page for Guildhall', () => {
    const ofMembers = results.growth.filter(({ to }) => to === sizes[1]);
    expect(ofMembers).toHaveLength(4 * 3);
    expect(ofMembers.every(({ from }) => from === sizes[0])).toBe(true);
    expect(results.growth.filter(({ to }) => to === 'last page')).toHaveLength(1);
    expect(results.growth).toHaveLength(ofMembers.length + 1);
  });

  it('measures memory, the start and the size of the core', () => {
    const { memory, start } = results;
    expect(memory?.memberships).toBe(5_000);
    expect(memory?.bytesPerMembership).toBeGreaterThan(0);
    expect(start?.importMs).toBeGreaterThan(0);
    expect(start?.zodMs).toBeGreaterThan(0);
    expect(start?.bundle.gzippedBytes).toBeGreaterThan(10_000);
  });

  it('prints the report that it writes into the page, with the machine', () => {
    expect(printed).toMatch(/^.+, \d+ cores, \d+ GB, .+ Node \d+.+MongoDB \d+.+better-auth \d+/);
    expect(readFileSync(join(folder, 'performance.md'), 'utf8')).toContain(printed.trim());
  });

  it('adds the growth of a large run, here of a small part of it', async () => {
    await runBench(folder, '--large', '--large-scale', '0.002');
    const large = readResults(folder).growth.filter(({ run: kind }) => kind === 'large');
    const count = (to: string) => large.filter((one) => one.to === to).length;
    expect(count('2,000 organizations')).toBe(2 * titles.length);
    expect(count('200 members')).toBe(2 * 4);
    expect(count('last page')).toBe(1);
    expect(large).toHaveLength(2 * titles.length + 2 * 4 + 1);
    for (const { ratio } of large) expect(ratio).toBeGreaterThan(0);
  });
});
