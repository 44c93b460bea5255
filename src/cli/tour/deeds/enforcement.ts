// What the platform imposes on apps and their releases.

import type { EnforcementCommand } from '../../../domain/review/enforcement.js';
import type { AppDeed } from './app-deed.js';

const words: Readonly<Record<EnforcementCommand, string>> = {
  warn: 'warns its organization',
  suspend: 'suspends it',
  takeDown: 'takes it down',
  reinstate: 'reinstates it',
};

export function imposes(command: EnforcementCommand, reason: string): AppDeed {
  return {
    says: reason === '' ? `${words[command]} without a word` : words[command],
    act: (scene, self) =>
      scene.guildhall.review[command](scene.reviewer(self), { ...scene.inApp, reason }),
  };
}

export const revokesRelease: AppDeed = {
  says: 'revokes the release',
  async act(scene, self) {
    const revoked = await scene.guildhall.review.revoke(scene.reviewer(self), {
      submissionId: scene.known('submission').id,
      reasons: ['does_not_work'],
      text: 'Since this version the app stands still after a minute.',
    });
    if (revoked.ok) scene.note({ released: scene.known('released').slice(0, -1) });
    return revoked;
  },
};
