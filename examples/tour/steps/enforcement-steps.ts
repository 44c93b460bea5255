// Steps by which the platform acts against an app or a release.

import type { EnforcementTransition } from '../../../src/domain/review/enforcement-and-listing.js';
import type { AppStepDefinition } from './app-step-definition.js';

const enforcementTexts: Readonly<Record<EnforcementTransition, string>> = {
  warn: 'warns its organization',
  suspend: 'suspends it',
  takeDown: 'takes it down',
  reinstate: 'reinstates it',
};

export function enforceStep(command: EnforcementTransition, reason: string): AppStepDefinition {
  return {
    text:
      reason === '' ? `${enforcementTexts[command]} without a reason` : enforcementTexts[command],
    run: (context, self) =>
      context.guildhall.review[command](context.reviewer(self), { ...context.appInput, reason }),
  };
}

export const revokeReleaseStep: AppStepDefinition = {
  text: 'revokes the release',
  async run(context, self) {
    const revoked = await context.guildhall.review.revoke(context.reviewer(self), {
      submissionId: context.getNote('submission').id,
      reasons: ['does_not_work'],
      text: 'Since this version the app freezes after a minute.',
    });
    if (revoked.ok) context.setNotes({ released: context.getNote('released').slice(0, -1) });
    return revoked;
  },
};
