// What an organization does with an app's draft, and who runs it.

import type { Manifest, ManifestChange } from '../../../domain/app/manifest.js';
import { type AppScene, testerAddress } from '../apps/scene.js';
import type { Player } from '../people.js';
import type { Answer } from '../stage.js';
import type { AppDeed } from './app-deed.js';

function edits(says: string, changesOf: (manifest: Manifest) => ManifestChange): AppDeed {
  return {
    says,
    act(scene, self) {
      const { manifest, revision } = scene.known('draft');
      return update(scene, self, changesOf(manifest), revision);
    },
  };
}

async function update(
  scene: AppScene,
  self: Player,
  changes: ManifestChange,
  expectedRevision: number,
): Promise<Answer> {
  const input = { ...scene.inApp, expectedRevision, changes };
  const edited = await scene.guildhall.apps.updateDraft(scene.user(self), input);
  if (edited.ok) scene.note({ draft: edited.value.draft });
  return edited;
}

export const mends: AppDeed = edits('mends the draft', ({ description = '' }) => ({
  description: `${description.slice(0, 3_000)}\nMended on the tour.`,
}));

export const editsOldDraft: AppDeed = {
  says: 'edits a draft that is no longer the newest',
  act: (scene, self) =>
    update(scene, self, { description: null }, scene.known('draft').revision - 1 || 1),
};

export const raisesVersion: AppDeed = edits('raises the version', ({ version = '0.0.0' }) => ({
  version: nextVersion(version),
}));

/** The next one that may break something. */
function nextVersion(version: string): string {
  const [major = '0'] = version.split('.');
  return `${BigInt(major) + 1n}.0.0`;
}

export const doesWithoutMicrophone: AppDeed = edits('does without the microphone', (draft) => ({
  permissions: withoutMicrophone(draft),
}));

/** What opens people's surroundings: the update needs two reviewers. */
export const asksForMore: AppDeed = edits('asks for the microphone', (draft) => ({
  permissions: [
    ...withoutMicrophone(draft),
    { type: 'MICROPHONE', reason: 'to hear what you ask for', required: false },
  ],
}));

function withoutMicrophone({ permissions }: Manifest): Manifest['permissions'] {
  return permissions.filter(({ type }) => type !== 'MICROPHONE');
}

export const sharesWithTester: AppDeed = {
  says: 'shares the draft with a tester only',
  act: (scene, self) =>
    scene.guildhall.apps.share(scene.user(self), {
      ...scene.inApp,
      visibility: 'private',
      testers: [testerAddress],
    }),
};

export const runsDraft: AppDeed = {
  says: 'runs the draft',
  async act(scene, self) {
    const { packageName } = scene;
    const runnable = await scene.guildhall.apps.getRunnable(scene.user(self), { packageName });
    if (runnable.ok) {
      scene.expect(runnable.value.draft !== null, 'whoever may run it got no draft');
      scene.see('a tester runs the draft');
    }
    return runnable;
  },
};
