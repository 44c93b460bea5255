// Steps by which an organization brings an app through review to the store.

import type { AppScenarioContext } from '../apps/app-scenario-context.js';
import type { AppStepDefinition } from './app-step-definition.js';

function submissionInput(context: AppScenarioContext): { readonly submissionId: string } {
  return { submissionId: context.getNote('submission').id };
}

export const submitAppStep: AppStepDefinition = {
  text: 'submits it',
  async run(context, self) {
    const { revision: draftRevision } = context.getNote('draft');
    const input = { ...context.appInput, draftRevision };
    const submitted = await context.guildhall.submissions.submit(context.user(self), input);
    if (submitted.ok) context.setNotes({ submission: submitted.value });
    return submitted;
  },
};

export const resubmitAppStep: AppStepDefinition = {
  text: 'resubmits it',
  async run(context, self) {
    const { revision: draftRevision } = context.getNote('draft');
    const input = { ...submissionInput(context), draftRevision };
    const submitted = await context.guildhall.submissions.resubmit(context.user(self), input);
    if (submitted.ok) context.setNotes({ submission: submitted.value });
    return submitted;
  },
};

export const withdrawSubmissionStep: AppStepDefinition = {
  text: 'withdraws it',
  run: (context, self) =>
    context.guildhall.submissions.withdraw(context.user(self), submissionInput(context)),
};

export const releaseAppStep: AppStepDefinition = {
  text: 'releases it',
  async run(context, self) {
    const { submissions } = context.guildhall;
    const released = await submissions.release(context.user(self), submissionInput(context));
    if (released.ok) {
      const { version } = released.value.snapshot.manifest;
      const before = context.getNote('released');
      context.setNotes({ released: version === undefined ? before : [...before, version] });
    }
    return released;
  },
};
