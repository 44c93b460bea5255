// What reviewers of the platform do.

import type { AppScene } from '../apps/scene.js';
import type { AppDeed } from './app-deed.js';

function snapshotIn(scene: AppScene): { readonly submissionId: string; readonly digest: string } {
  const { id: submissionId, digest } = scene.known('submission');
  return { submissionId, digest };
}

function claimedIn(scene: AppScene): ReturnType<typeof snapshotIn> & { readonly token: number } {
  return { ...snapshotIn(scene), token: scene.known('token') };
}

const grounds = {
  reasons: ['misleading', 'incomplete'],
  text: 'The description promises what the app does not do.',
} as const;
const noGrounds = { reasons: ['other'], text: '  ' } as const;

export const claims: AppDeed = {
  says: 'claims it',
  async act(scene, self) {
    const { submissionId } = snapshotIn(scene);
    const claimed = await scene.guildhall.review.claim(scene.reviewer(self), { submissionId });
    if (claimed.ok && claimed.value.lease !== undefined) {
      scene.note({ token: claimed.value.lease.token });
    }
    return claimed;
  },
};

export const givesClaimBack: AppDeed = {
  says: 'gives the claim back',
  act(scene, self) {
    const { submissionId, token } = claimedIn(scene);
    return scene.guildhall.review.releaseClaim(scene.reviewer(self), { submissionId, token });
  },
};

export const approves: AppDeed = {
  says: 'approves it',
  act: (scene, self) => scene.guildhall.review.approve(scene.reviewer(self), claimedIn(scene)),
};

export const approvesSomethingElse: AppDeed = {
  says: 'approves what is not under review',
  act: (scene, self) =>
    scene.guildhall.review.approve(scene.reviewer(self), {
      ...claimedIn(scene),
      digest: '0'.repeat(64),
    }),
};

export const approvesAsSecond: AppDeed = {
  says: 'approves it as the second',
  act: (scene, self) =>
    scene.guildhall.review.secondApprove(scene.reviewer(self), snapshotIn(scene)),
};

/** The second reviewer does not agree. */
export function disagrees(says: 'with grounds' | 'without a word'): AppDeed {
  return {
    says: `disagrees ${says}`,
    act: (scene, self) =>
      scene.guildhall.review.sendBack(scene.reviewer(self), {
        ...snapshotIn(scene),
        ...(says === 'with grounds' ? grounds : noGrounds),
      }),
  };
}

export function sendsBack(says: 'with grounds' | 'without a word'): AppDeed {
  return {
    says: `sends it back ${says}`,
    act: (scene, self) =>
      scene.guildhall.review.requestChanges(scene.reviewer(self), {
        ...claimedIn(scene),
        ...(says === 'with grounds' ? grounds : noGrounds),
      }),
  };
}

export const rejects: AppDeed = {
  says: 'rejects it',
  act: (scene, self) =>
    scene.guildhall.review.reject(scene.reviewer(self), { ...claimedIn(scene), ...grounds }),
};

export function putsFirst(reason: string): AppDeed {
  return {
    says: `puts it into the security lane${reason.trim() === '' ? ' without a word' : ''}`,
    act(scene, self) {
      const { submissionId } = snapshotIn(scene);
      const input = { submissionId, lane: 'security', reason } as const;
      return scene.guildhall.review.setLane(scene.reviewer(self), input);
    },
  };
}

export const findsItFirst: AppDeed = {
  says: 'looks at the queue',
  async act(scene, self) {
    const queue = await scene.guildhall.review.queue(scene.reviewer(self), {});
    if (queue.ok) {
      const { items } = queue.value;
      const isFirst = items[0]?.id === snapshotIn(scene).submissionId;
      scene.expect(isFirst, 'what is in the security lane is not the first of the queue');
      scene.see('the first of the queue, in the security lane');
    }
    return queue;
  },
};

export function looksAtCase(needsSecond: boolean): AppDeed {
  return {
    says: 'looks at the case',
    async act(scene, self) {
      const { submissionId } = snapshotIn(scene);
      const seen = await scene.guildhall.review.get(scene.reviewer(self), { submissionId });
      if (seen.ok) {
        const isSo = seen.value.needsSecondApproval === needsSecond;
        scene.expect(isSo, `the update needs ${needsSecond ? 'one reviewer' : 'two reviewers'}`);
        scene.see(needsSecond ? 'the update needs two reviewers' : 'the update needs one reviewer');
      }
      return seen;
    },
  };
}
