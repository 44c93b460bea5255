// Steps of visitors who look for an app in the store.

import {
  type HardwareRequirement,
  type HardwareType,
  hardwareTypes,
} from '../../../src/domain/app/hardware.js';
import type { SearchStoreInput } from '../../../src/index.js';
import type { AppScenarioContext } from '../apps/app-scenario-context.js';
import type { StepResult } from '../environment.js';
import type { AppStepDefinition } from './app-step-definition.js';

/** Expects the version that was released last and not revoked; the draft does not matter. */
export function findInStoreStep(when: string): AppStepDefinition {
  return {
    text: 'looks it up in the store',
    async run(context) {
      const { packageName } = context;
      const found = await context.guildhall.store.get(null, { packageName });
      if (found.ok) {
        const [is, wanted] = [found.value.listing.version, context.getNote('released').at(-1)];
        context.failUnless(is === wanted, `the store has ${is}, but should have ${wanted}`);
        context.recordCheck(`the store has ${is} ${when}`);
      }
      return found;
    },
  };
}

/** For an app that must not be in the store. */
export const lookUpHiddenAppStep: AppStepDefinition = findInStoreStep('although it must not');

export const searchByNameStep: AppStepDefinition = {
  text: 'searches the store for its name',
  run(context) {
    const { name } = context.getNote('submission').snapshot.manifest;
    return searchStore(context, { text: name }, true, 'found by the words in its name');
  },
};

export const searchOnFullHardwareStep: AppStepDefinition = {
  text: 'searches the store on glasses that have all hardware',
  run: (context) =>
    searchStore(
      context,
      { hardware: hardwareTypes },
      true,
      'found on glasses that have all the hardware it needs',
    ),
};

export const searchWithoutRequiredHardwareStep: AppStepDefinition = {
  text: 'searches the store on glasses that lack hardware it needs',
  run(context) {
    const { hardwareRequirements } = context.getNote('submission').snapshot.manifest;
    const lacking = firstRequiredHardware(hardwareRequirements);
    const hardware = hardwareTypes.filter((type) => type !== lacking);
    const runs = lacking === null;
    const what = runs ? 'found on any glasses' : `not found on glasses without ${lacking}`;
    return searchStore(context, { hardware }, runs, what);
  },
};

function firstRequiredHardware(requirements: readonly HardwareRequirement[]): HardwareType | null {
  return requirements.find(({ level }) => level === 'REQUIRED')?.type ?? null;
}

async function searchStore(
  context: AppScenarioContext,
  input: SearchStoreInput,
  isExpected: boolean,
  what: string,
): Promise<StepResult> {
  const found = await context.guildhall.store.search(null, { ...input, limit: 200 });
  if (found.ok) {
    const isFound = found.value.items.some(
      ({ packageName }) => packageName === context.packageName,
    );
    context.failUnless(isFound === isExpected, `the search should have shown: ${what}`);
    context.recordCheck(what);
  }
  return found;
}
