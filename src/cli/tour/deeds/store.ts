// What visitors find in the store.

import {
  type HardwareRequirement,
  type HardwareType,
  hardwareTypes,
} from '../../../domain/app/hardware.js';
import type { SearchInput } from '../../../index.js';
import type { AppScene } from '../apps/scene.js';
import type { Answer } from '../stage.js';
import type { AppDeed } from './app-deed.js';

/** The version that was released last and not revoked, whatever the draft says. */
export function findsInStore(when: string): AppDeed {
  return {
    says: 'looks it up in the store',
    async act(scene) {
      const { packageName } = scene;
      const found = await scene.guildhall.store.get(null, { packageName });
      if (found.ok) {
        const [is, wanted] = [found.value.listing.version, scene.known('released').at(-1)];
        scene.expect(is === wanted, `the store has ${is}, and was to have ${wanted}`);
        scene.see(`the store has ${is} ${when}`);
      }
      return found;
    },
  };
}

/** For where nothing is to be found. */
export const looksInVain: AppDeed = findsInStore('although it must not');

export const findsByWords: AppDeed = {
  says: 'searches the store for its name',
  act(scene) {
    const { name } = scene.known('submission').snapshot.manifest;
    return search(scene, { text: name }, true, 'found by the words of its name');
  },
};

export const findsOnGlasses: AppDeed = {
  says: 'searches the store on glasses that have all',
  act: (scene) =>
    search(scene, { hardware: hardwareTypes }, true, 'found on glasses that have all it needs'),
};

export const missesOnGlasses: AppDeed = {
  says: 'searches the store on glasses that lack something',
  act(scene) {
    const { hardwareRequirements } = scene.known('submission').snapshot.manifest;
    const lacking = requiredFirst(hardwareRequirements);
    const hardware = hardwareTypes.filter((type) => type !== lacking);
    const runs = lacking === null;
    const what = runs ? 'found on any glasses' : `not found on glasses without ${lacking}`;
    return search(scene, { hardware }, runs, what);
  },
};

function requiredFirst(requirements: readonly HardwareRequirement[]): HardwareType | null {
  return requirements.find(({ level }) => level === 'REQUIRED')?.type ?? null;
}

async function search(
  scene: AppScene,
  input: SearchInput,
  isThere: boolean,
  what: string,
): Promise<Answer> {
  const found = await scene.guildhall.store.search(null, { ...input, limit: 200 });
  if (found.ok) {
    const isFound = found.value.items.some(({ packageName }) => packageName === scene.packageName);
    scene.expect(isFound === isThere, `the store was to answer: ${what}`);
    scene.see(what);
  }
  return found;
}
