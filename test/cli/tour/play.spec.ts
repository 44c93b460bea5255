import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import * as names from '../../../src/adapters/node/index.js';
import type { Deed } from '../../../src/cli/tour/deeds/deed.js';
import { foundAll, isFounded } from '../../../src/cli/tour/founding.js';
import { forEachOf, type Part, playDay } from '../../../src/cli/tour/play.js';
import { rowsIn } from '../../../src/cli/tour/rows.js';
import { days, lastDay, type Scenario, scenarioAt } from '../../../src/cli/tour/scenarios.js';
import { sceneOf } from '../../../src/cli/tour/scene.js';
import { stageOn } from '../../../src/cli/tour/stage.js';
import { ok, refuse } from '../../../src/index.js';

/** One organization that has just been founded, and what is to happen in it. */
async function partWith(scenario: Scenario): Promise<Part> {
  const stage = stageOn(memoryStorage(), names, new Date('2026-03-02T09:00:00Z'));
  const { outcomes } = await foundAll(stage, rowsIn('{"name":"A"}'), () => {});
  const founded = outcomes.find(isFounded);
  if (founded === undefined) throw new Error('the organization was not founded');
  const { founder, domain, organization } = founded;
  const inOrganization = { organizationId: organization.id };
  const { slug } = organization;
  return { scene: sceneOf(stage, { inOrganization, slug, founder, domain, line: 1 }), scenario };
}

const succeeds: Deed = { says: 'does it', act: async () => ok(null) };
const isRefused: Deed = {
  says: 'does it',
  act: async () => refuse({ code: 'last_admin', organizationIds: [] }),
};

describe('playDay', () => {
  it('plays the steps of its day, and tells what was refused', async () => {
    const part = await partWith([
      { day: 0, who: 'founder', does: succeeds },
      { day: 0, who: 'ana', does: isRefused, refused: 'last_admin' },
      { day: 1, who: 'founder', does: isRefused },
    ]);
    let steps = 0;
    const refused = await playDay([part], 0, () => {
      steps += 1;
    });
    expect(refused).toEqual([{ line: 1, code: 'last_admin', what: 'Ana does it' }]);
    expect(steps).toBe(2);
  });

  it.each([
    [{ day: 0, who: 'ana', does: isRefused }, 'to be done and was last_admin'],
    [
      { day: 0, who: 'ana', does: succeeds, refused: 'last_admin' },
      'to be last_admin and was done',
    ],
    [
      { day: 0, who: 'ana', does: isRefused, refused: 'slug_taken' },
      'to be slug_taken and was last_admin',
    ],
  ] as const)('ends the tour where an answer is not as it must be: %j', async (step, said) => {
    const part = await partWith([step]);
    await expect(playDay([part], 0, () => {})).rejects.toThrow(
      `line 1: Ana does it: this was ${said}.`,
    );
  });
});

describe('a scenario', () => {
  const all = Array.from({ length: 210 }, (_, position) => scenarioAt(position));

  it('goes forward in time, and not beyond today', () => {
    const times = [...new Set(all)]
      .map((scenario) => scenario.map(({ day }) => day))
      .filter((steps) => steps.length > 0);
    expect(times).toHaveLength(13);
    for (const steps of times) {
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      expect(steps.filter((day) => day < 0 || day > lastDay || !days.includes(day))).toEqual([]);
    }
  });
});

describe('forEachOf', () => {
  it('does every item once', async () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const done: number[] = [];
    await forEachOf(items, async (item) => {
      await Promise.resolve();
      done.push(item);
    });
    expect(done.sort((a, b) => a - b)).toEqual(items);
  });

  it('begins nothing new after a failure, and throws it when all is quiet', async () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    let running = 0;
    let begun = 0;
    const all = forEachOf(items, async (item) => {
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
