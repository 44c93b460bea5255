// Steps with an app's draft: editing, sharing with a tester, running it.

import type { ManifestChange } from '../../../src/domain/app/change-manifest.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import { type AppScenarioContext, testerAddress } from '../apps/app-scenario-context.js';
import type { StepResult } from '../environment.js';
import type { AppActorKey } from '../personas.js';
import type { AppStepDefinition } from './app-step-definition.js';

function editDraftStep(
  text: string,
  changesOf: (manifest: Manifest) => ManifestChange,
): AppStepDefinition {
  return {
    text,
    run(context, self) {
      const { manifest, revision } = context.getNote('draft');
      return updateDraft(context, self, changesOf(manifest), revision);
    },
  };
}

async function updateDraft(
  context: AppScenarioContext,
  self: AppActorKey,
  changes: ManifestChange,
  expectedRevision: number,
): Promise<StepResult> {
  const input = { ...context.appInput, expectedRevision, changes };
  const edited = await context.guildhall.apps.updateDraft(context.user(self), input);
  if (edited.ok) context.setNotes({ draft: edited.value.draft });
  return edited;
}

export const fixDraftStep: AppStepDefinition = editDraftStep(
  'fixes the draft',
  ({ description = '' }) => ({
    description: `${description.slice(0, 3_000)}\nFixed on the tour.`,
  }),
);

export const editOldDraftStep: AppStepDefinition = {
  text: 'edits an old revision of the draft',
  run: (context, self) =>
    updateDraft(context, self, { description: null }, context.getNote('draft').revision - 1 || 1),
};

export const raiseVersionStep: AppStepDefinition = editDraftStep(
  'raises the version',
  ({ version = '0.0.0' }) => ({
    version: nextVersion(version),
  }),
);

/** The next major version. */
function nextVersion(version: string): string {
  const [major = '0'] = version.split('.');
  return `${BigInt(major) + 1n}.0.0`;
}

export const removeMicrophoneStep: AppStepDefinition = editDraftStep(
  'removes the microphone',
  (draft) => ({
    permissions: withoutMicrophone(draft),
  }),
);

/** A permission that lets the app hear people's surroundings: the update needs two reviewers. */
export const addMicrophoneStep: AppStepDefinition = editDraftStep(
  'asks for the microphone',
  (draft) => ({
    permissions: [
      ...withoutMicrophone(draft),
      { type: 'MICROPHONE', reason: 'to hear what you ask for', required: false },
    ],
  }),
);

function withoutMicrophone({ permissions }: Manifest): Manifest['permissions'] {
  return permissions.filter(({ type }) => type !== 'MICROPHONE');
}

export const shareWithTesterStep: AppStepDefinition = {
  text: 'shares the draft with a tester only',
  run: (context, self) =>
    context.guildhall.apps.share(context.user(self), {
      ...context.appInput,
      visibility: 'private',
      testers: [testerAddress],
    }),
};

export const runDraftStep: AppStepDefinition = {
  text: 'runs the draft',
  async run(context, self) {
    const { packageName } = context;
    const runnable = await context.guildhall.apps.getRunnable(context.user(self), { packageName });
    if (runnable.ok) {
      context.failUnless(
        runnable.value.draft !== null,
        'a person who may run the draft was given none',
      );
      context.recordCheck('a tester runs the draft');
    }
    return runnable;
  },
};
