// How an organization brings an app through review into the store.

import type { AppScene } from '../apps/scene.js';
import type { AppDeed } from './app-deed.js';

function submissionIn(scene: AppScene): { readonly submissionId: string } {
  return { submissionId: scene.known('submission').id };
}

export const submits: AppDeed = {
  says: 'submits it',
  async act(scene, self) {
    const { revision: draftRevision } = scene.known('draft');
    const input = { ...scene.inApp, draftRevision };
    const submitted = await scene.guildhall.submissions.submit(scene.user(self), input);
    if (submitted.ok) scene.note({ submission: submitted.value });
    return submitted;
  },
};

export const resubmits: AppDeed = {
  says: 'resubmits it',
  async act(scene, self) {
    const { revision: draftRevision } = scene.known('draft');
    const input = { ...submissionIn(scene), draftRevision };
    const submitted = await scene.guildhall.submissions.resubmit(scene.user(self), input);
    if (submitted.ok) scene.note({ submission: submitted.value });
    return submitted;
  },
};

export const withdraws: AppDeed = {
  says: 'withdraws it',
  act: (scene, self) => scene.guildhall.submissions.withdraw(scene.user(self), submissionIn(scene)),
};

export const releases: AppDeed = {
  says: 'releases it',
  async act(scene, self) {
    const { submissions } = scene.guildhall;
    const released = await submissions.release(scene.user(self), submissionIn(scene));
    if (released.ok) {
      const { version } = released.value.snapshot.manifest;
      const before = scene.known('released');
      scene.note({ released: version === undefined ? before : [...before, version] });
    }
    return released;
  },
};
