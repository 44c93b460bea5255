// Steps of the platform's reviewers.

import type { AppScenarioContext } from '../apps/app-scenario-context.js';
import type { AppStepDefinition } from './app-step-definition.js';

function snapshotInput(context: AppScenarioContext): {
  readonly submissionId: string;
  readonly digest: string;
} {
  const { id: submissionId, digest } = context.getNote('submission');
  return { submissionId, digest };
}

function claimInput(
  context: AppScenarioContext,
): ReturnType<typeof snapshotInput> & { readonly leaseToken: number } {
  return { ...snapshotInput(context), leaseToken: context.getNote('leaseToken') };
}

const reasonsAndText = {
  reasons: ['misleading', 'incomplete'],
  text: 'The description promises what the app does not do.',
} as const;
const blankReasonsAndText = { reasons: ['other'], text: '  ' } as const;

export const claimSubmissionStep: AppStepDefinition = {
  text: 'claims it',
  async run(context, self) {
    const { submissionId } = snapshotInput(context);
    const claimed = await context.guildhall.review.claim(context.reviewer(self), { submissionId });
    if (claimed.ok && claimed.value.lease !== undefined) {
      context.setNotes({ leaseToken: claimed.value.lease.leaseToken });
    }
    return claimed;
  },
};

export const releaseClaimStep: AppStepDefinition = {
  text: 'releases the claim',
  run(context, self) {
    const { submissionId, leaseToken } = claimInput(context);
    return context.guildhall.review.releaseClaim(context.reviewer(self), {
      submissionId,
      leaseToken,
    });
  },
};

export const approveSubmissionStep: AppStepDefinition = {
  text: 'approves it',
  run: (context, self) =>
    context.guildhall.review.approve(context.reviewer(self), claimInput(context)),
};

export const approveWrongDigestStep: AppStepDefinition = {
  text: 'approves another version than the one under review',
  run: (context, self) =>
    context.guildhall.review.approve(context.reviewer(self), {
      ...claimInput(context),
      digest: '0'.repeat(64),
    }),
};

export const approveAsSecondStep: AppStepDefinition = {
  text: 'approves it as the second reviewer',
  run: (context, self) =>
    context.guildhall.review.secondApprove(context.reviewer(self), snapshotInput(context)),
};

/** The second reviewer disagrees with the approval. */
export function sendBackStep(says: 'with reasons' | 'without a reason'): AppStepDefinition {
  return {
    text: `sends it back ${says}`,
    run: (context, self) =>
      context.guildhall.review.sendBack(context.reviewer(self), {
        ...snapshotInput(context),
        ...(says === 'with reasons' ? reasonsAndText : blankReasonsAndText),
      }),
  };
}

export function requestChangesStep(says: 'with reasons' | 'without a reason'): AppStepDefinition {
  return {
    text: `asks for changes ${says}`,
    run: (context, self) =>
      context.guildhall.review.requestChanges(context.reviewer(self), {
        ...claimInput(context),
        ...(says === 'with reasons' ? reasonsAndText : blankReasonsAndText),
      }),
  };
}

export const rejectSubmissionStep: AppStepDefinition = {
  text: 'rejects it',
  run: (context, self) =>
    context.guildhall.review.reject(context.reviewer(self), {
      ...claimInput(context),
      ...reasonsAndText,
    }),
};

export function setSecurityLaneStep(reason: string): AppStepDefinition {
  return {
    text: `puts it into the security lane${reason.trim() === '' ? ' without a reason' : ''}`,
    run(context, self) {
      const { submissionId } = snapshotInput(context);
      const input = { submissionId, lane: 'security', reason } as const;
      return context.guildhall.review.setLane(context.reviewer(self), input);
    },
  };
}

export const checkFirstInQueueStep: AppStepDefinition = {
  text: 'looks at the queue',
  async run(context, self) {
    const queue = await context.guildhall.review.queue(context.reviewer(self), {});
    if (queue.ok) {
      const { items } = queue.value;
      const isFirst = items[0]?.id === snapshotInput(context).submissionId;
      context.failUnless(
        isFirst,
        'the submission in the security lane is not the first in the queue',
      );
      context.recordCheck('first in the queue, in the security lane');
    }
    return queue;
  },
};

export function checkReviewCaseStep(needsSecond: boolean): AppStepDefinition {
  return {
    text: 'looks at the submission',
    async run(context, self) {
      const { submissionId } = snapshotInput(context);
      const seen = await context.guildhall.review.get(context.reviewer(self), { submissionId });
      if (seen.ok) {
        const isAsExpected = seen.value.needsSecondApproval === needsSecond;
        context.failUnless(
          isAsExpected,
          `the update needs ${needsSecond ? 'one reviewer' : 'two reviewers'}`,
        );
        context.recordCheck(
          needsSecond ? 'the update needs two reviewers' : 'the update needs one reviewer',
        );
      }
      return seen;
    },
  };
}
