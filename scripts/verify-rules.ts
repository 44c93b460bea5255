// Checks that every rule has a test that fails without the rule: `npm run rules`, or `npm run rules -- SLUG-3` for some
// of them. The test must pass, and must fail when the rule is removed from the source. The source is changed while it is
// loaded; no file on disk is changed. Tests that run on both storages run in memory only.
import { join } from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import { allRules } from '../test/rules/all-rules.js';
import type { Rule } from '../test/rules/rule.js';
import { findRuleMarks, sourceWithoutRule } from '../test/rules/rule-marks.js';

const root = join(import.meta.dirname, '..');
const marks = findRuleMarks();

/** The source file with the rule's mark. */
function sourceOf(rule: Rule): string {
  const file = marks.get(rule.id)?.[0]?.file;
  if (file === undefined) throw new Error(`No comment in src marks ${rule.id}; add one.`);
  return join(root, file);
}

/** The rule that is removed at the moment. */
let removedRule: Rule | null = null;

const removeRulePlugin = {
  name: 'without-a-rule',
  enforce: 'pre',
  transform(code: string, id: string): string | null {
    if (removedRule === null || id.split('?')[0] !== sourceOf(removedRule)) return null;
    return sourceWithoutRule(removedRule, code);
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
    { plugins: [removeRulePlugin], logLevel: 'error' },
  );
}

/** Matches the title with any values in place of the placeholders of `it.each` and `describe.each`. */
function titlePatternOf(name: string): RegExp {
  const title = name
    .split(/%[sijdfo]|\$[\w.]+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^(?!.*\\bon '?mongoose\\b).*${title}$`);
}

type RuleTestOutcome = 'passed' | 'failed' | 'not run';

/** Runs the tests with this title. The outcome is `not run` if there are none, or the file cannot be loaded. */
async function runRuleTest(vitest: Vitest, { file, name }: Rule['test']): Promise<RuleTestOutcome> {
  const path = join(root, file);
  vitest.setGlobalTestNamePattern(titlePatternOf(name));
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

async function runWithoutRule(vitest: Vitest, rule: Rule): Promise<RuleTestOutcome> {
  const changed = sourceOf(rule);
  removedRule = rule;
  vitest.invalidateFile(changed);
  const outcome = await runRuleTest(vitest, rule.test);
  removedRule = null;
  vitest.invalidateFile(changed);
  return outcome;
}

/** The outcome of each test with all rules in place, since several rules can have the same test. */
const outcomesWithAllRules = new Map<string, RuleTestOutcome>();

async function runWithAllRules(vitest: Vitest, test: Rule['test']): Promise<RuleTestOutcome> {
  const key = `${test.file} ${test.name}`;
  const outcome = outcomesWithAllRules.get(key) ?? (await runRuleTest(vitest, test));
  outcomesWithAllRules.set(key, outcome);
  return outcome;
}

/** The reason why the rule is not proved; null if it is. */
async function whyNotProved(vitest: Vitest, rule: Rule): Promise<string | null> {
  const before = await runWithAllRules(vitest, rule.test);
  if (before === 'not run')
    return `${rule.test.file} has no test with the title "${rule.test.name}"`;
  if (before === 'failed') return 'its test fails although the rule is in place';
  const after = await runWithoutRule(vitest, rule);
  if (after === 'not run') return 'no test can be loaded without it; make its removal smaller';
  return after === 'passed' ? 'its test passes although the rule is removed' : null;
}

async function countUnprovedRules(chosen: readonly Rule[]): Promise<number> {
  const vitest = await startVitest();
  let unprovedCount = 0;
  for (const rule of chosen) {
    const fault = await whyNotProved(vitest, rule);
    if (fault !== null) unprovedCount += 1;
    console.log(fault === null ? `${rule.id} proved` : `${rule.id} NOT PROVED: ${fault}`);
  }
  await vitest.close();
  return unprovedCount;
}

const wantedIds = process.argv.slice(2);
const chosenRules = allRules.filter(({ id }) => wantedIds.length === 0 || wantedIds.includes(id));
const faults = await countUnprovedRules(chosenRules);
console.log(
  `${chosenRules.length - faults} of ${chosenRules.length} rules have a test that fails without them.`,
);
process.exitCode = faults === 0 && chosenRules.length > 0 ? 0 : 1;
