// Whether every rule has a test that fails when the rule is taken away: `npm run rules`, or `npm run rules -- SLUG-3` for
// some of them. Each named test must pass, and must fail once the rule's change has been made to the source, which
// happens while the source is read: no file on disk is touched. Tests that stand on both storages run in memory only.
import { join } from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import { findMarks, sourceWithout } from '../test/rules/marked-source.js';
import type { Rule } from '../test/rules/rule.js';
import { rules } from '../test/rules/rules.js';

const root = join(import.meta.dirname, '..');
const marks = findMarks();

/** The file that the rule's number marks. */
function sourceOf(rule: Rule): string {
  const file = marks.get(rule.id)?.[0]?.file;
  if (file === undefined) throw new Error(`no comment in src marks ${rule.id}`);
  return join(root, file);
}

/** The rule that is taken away at the moment. */
let missing: Rule | null = null;

const withoutRule = {
  name: 'without-a-rule',
  enforce: 'pre',
  transform(code: string, id: string): string | null {
    if (missing === null || id.split('?')[0] !== sourceOf(missing)) return null;
    return sourceWithout(missing, code);
  },
} as const;

function startVitest(): Promise<Vitest> {
  return createVitest(
    'test',
    {
      root,
      config: false,
      watch: false,
      reporters: [{}],
      include: ['test/**/*.{spec,prop,race,contract}.ts'],
      setupFiles: ['test/support/fast-check.ts'],
      testTimeout: 30_000,
      maxWorkers: 1,
    },
    { plugins: [withoutRule], logLevel: 'error' },
  );
}

/** Matches the title with whatever stands in for the placeholders of `it.each` and `describe.each`. */
function patternOf(name: string): RegExp {
  const title = name
    .split(/%[sijdfo]|\$[\w.]+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^(?!.*\\bon '?mongoose\\b).*${title}$`);
}

type Outcome = 'passed' | 'failed' | 'not run';

/** What came of the tests that are named so; none is run where the file cannot be loaded. */
async function run(vitest: Vitest, { file, name }: Rule['test']): Promise<Outcome> {
  const path = join(root, file);
  vitest.setGlobalTestNamePattern(patternOf(name));
  const { testModules } = await vitest.runTestSpecifications(
    await vitest.globTestSpecifications([path]),
  );
  const states = testModules
    .filter(({ moduleId }) => moduleId === path)
    .flatMap((module) => [...module.children.allTests()])
    .map((test) => test.result().state)
    .filter((state) => state !== 'skipped');
  if (states.length === 0) return 'not run';
  return states.every((state) => state === 'passed') ? 'passed' : 'failed';
}

async function runWithout(vitest: Vitest, rule: Rule): Promise<Outcome> {
  const changed = sourceOf(rule);
  missing = rule;
  vitest.invalidateFile(changed);
  const outcome = await run(vitest, rule.test);
  missing = null;
  vitest.invalidateFile(changed);
  return outcome;
}

/** What came of each test with all rules in place: several rules name one test. */
const unchanged = new Map<string, Outcome>();

async function runUnchanged(vitest: Vitest, test: Rule['test']): Promise<Outcome> {
  const key = `${test.file} ${test.name}`;
  const outcome = unchanged.get(key) ?? (await run(vitest, test));
  unchanged.set(key, outcome);
  return outcome;
}

/** What is wrong with the rule's proof; null where nothing is. */
async function faultOf(vitest: Vitest, rule: Rule): Promise<string | null> {
  const before = await runUnchanged(vitest, rule.test);
  if (before === 'not run') return `no test of ${rule.test.file} is named "${rule.test.name}"`;
  if (before === 'failed') return 'its test fails although nothing was taken away';
  const after = await runWithout(vitest, rule);
  if (after === 'not run') return 'nothing can be run without it; let its change be a smaller one';
  return after === 'passed' ? 'its test passes although the rule was taken away' : null;
}

async function check(chosen: readonly Rule[]): Promise<number> {
  const vitest = await startVitest();
  let faults = 0;
  for (const rule of chosen) {
    const fault = await faultOf(vitest, rule);
    if (fault !== null) faults += 1;
    console.log(fault === null ? `${rule.id} proved` : `${rule.id} NOT PROVED: ${fault}`);
  }
  await vitest.close();
  return faults;
}

const wanted = process.argv.slice(2);
const chosen = rules.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
const faults = await check(chosen);
console.log(
  `${chosen.length - faults} of ${chosen.length} rules have a test that fails without them.`,
);
process.exitCode = faults === 0 && chosen.length > 0 ? 0 : 1;
