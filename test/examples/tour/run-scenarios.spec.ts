// Running scenarios: the order of the steps, unexpected results, and items that run at once.

import { describe, expect, it } from 'vitest';
import { createOrganizations, isCreated } from '../../../examples/tour/create-organizations.js';
import { createTourEnvironment } from '../../../examples/tour/environment.js';
import { parseRows } from '../../../examples/tour/organization-rows.js';
import {
  lastDay,
  type Scenario,
  scenarioAt,
  scenarioDays,
} from '../../../examples/tour/organization-scenarios.js';
import {
  forEachConcurrently,
  runScenariosForDay,
  type ScenarioRun,
} from '../../../examples/tour/run-scenarios.js';
import { createScenarioContext } from '../../../examples/tour/scenario-context.js';
import type { StepDefinition } from '../../../examples/tour/steps/step-definition.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import * as names from '../../../src/adapters/node/index.js';
import { ok, refuse } from '../../../src/index.js';

/** A new organization, and the scenario that runs in it. */
async function runWith(scenario: Scenario): Promise<ScenarioRun> {
  const environment = createTourEnvironment(
    memoryStorage(),
    names,
    new Date('2026-03-02T09:00:00Z'),
  );
  const { outcomes } = await createOrganizations(environment, parseRows('{"name":"A"}'), () => {});
  const created = outcomes.find(isCreated);
  if (created === undefined) throw new Error('The organization was not created.');
  const { creator, domain, organization } = created;
  const organizationInput = { organizationId: organization.id };
  const { slug } = organization;
  return {
    context: createScenarioContext(environment, {
      organizationInput,
      slug,
      creator,
      domain,
      line: 1,
    }),
    scenario,
  };
}

const succeedingStep: StepDefinition = { text: 'does it', run: async () => ok(null) };
const refusedStep: StepDefinition = {
  text: 'does it',
  run: async () => refuse({ code: 'last_admin', organizationIds: [] }),
};

describe('runScenariosForDay', () => {
  it('runs the steps of its day and returns what was refused', async () => {
    const part = await runWith([
      { day: 0, actor: 'creator', step: succeedingStep },
      { day: 0, actor: 'ana', step: refusedStep, expectedRefusal: 'last_admin' },
      { day: 1, actor: 'creator', step: refusedStep },
    ]);
    let steps = 0;
    const refused = await runScenariosForDay([part], 0, () => {
      steps += 1;
    });
    expect(refused).toEqual([{ line: 1, code: 'last_admin', what: 'Ana does it' }]);
    expect(steps).toBe(2);
  });

  it.each([
    [{ day: 0, actor: 'ana', step: refusedStep }, 'should have been done and was last_admin'],
    [
      { day: 0, actor: 'ana', step: succeedingStep, expectedRefusal: 'last_admin' },
      'should have been last_admin and was done',
    ],
    [
      { day: 0, actor: 'ana', step: refusedStep, expectedRefusal: 'slug_taken' },
      'should have been slug_taken and was last_admin',
    ],
  ] as const)('throws if a result is not the expected one: %j', async (step, message) => {
    const part = await runWith([step]);
    await expect(runScenariosForDay([part], 0, () => {})).rejects.toThrow(
      `line 1: Ana does it: this ${message}.`,
    );
  });
});

describe('a scenario', () => {
  const all = Array.from({ length: 210 }, (_, position) => scenarioAt(position));

  it('goes forward in time and not beyond today', () => {
    const times = [...new Set(all)]
      .map((scenario) => scenario.map(({ day }) => day))
      .filter((steps) => steps.length > 0);
    expect(times).toHaveLength(13);
    for (const steps of times) {
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      expect(
        steps.filter((day) => day < 0 || day > lastDay || !scenarioDays.includes(day)),
      ).toEqual([]);
    }
  });
});

describe('forEachConcurrently', () => {
  it('runs every item once', async () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const done: number[] = [];
    await forEachConcurrently(items, async (item) => {
      await Promise.resolve();
      done.push(item);
    });
    expect(done.sort((a, b) => a - b)).toEqual(items);
  });

  it('starts no further item after a failure, and throws it when the running ones have ended', async () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    let running = 0;
    let begun = 0;
    const all = forEachConcurrently(items, async (item) => {
      begun += 1;
      running += 1;
      for (let turns = 0; turns < item; turns += 1) await Promise.resolve();
      running -= 1;
      if (item === 3) throw new Error('the third');
    });
    await expect(all).rejects.toThrow('the third');
    expect(running).toBe(0);
    expect(begun).toBeLessThan(40);
  });
});
