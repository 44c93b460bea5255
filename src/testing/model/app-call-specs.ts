// The random inputs of the methods about apps and submissions.

import fc from 'fast-check';
import type { ManifestChange } from '../../domain/app/change-manifest.js';
import type { ReviewerCapability } from '../../ports/reviewer-directory.js';
import {
  appNames,
  completeDraft,
  hardwareLists,
  invalidAppNames,
  packageNames,
  permissionLists,
  serverAddresses,
  unusualPackageNames,
  unusualPermissionLists,
  versions,
} from './app-vocabulary.js';
import {
  keyedCallSpec,
  type MethodCallSpec,
  pageFieldArbitraries,
  requiredKeysOption,
  unkeyedCallSpec,
} from './call-spec.js';
import {
  appPlaceholders,
  keyManagerPlaceholders,
  keyPlaceholders,
  oneOfWeighted,
  organizationPlaceholders,
  placeholders,
  userPlaceholders,
} from './placeholders.js';
import type { MethodName } from './reference/index.js';
import { emailAddresses, invalidEmailAddress } from './vocabulary.js';

type AppMethodName = MethodName &
  (`${'apps' | 'submissions' | 'reviewers'}.${string}` | 'organizations.verifyContact');

const appInputs = fc.record({ appId: appPlaceholders });
const packageNameInputs = oneOfWeighted(
  [12, fc.constantFrom(...packageNames)],
  [2, fc.constantFrom(...unusualPackageNames)],
);
const appNameInputs = oneOfWeighted(
  [9, fc.constantFrom(...appNames)],
  [1, fc.constantFrom(...invalidAppNames)],
);
/** Added to the revision of the draft. */
const revisionOffsets = oneOfWeighted([14, fc.constant(0)], [1, fc.constant(1)]);
const nullableAddresses = oneOfWeighted<string | null>(
  [12, fc.constantFrom(...serverAddresses)],
  [2, fc.constant(null)],
  [1, fc.constant('http://lens.acme.com')],
);
const randomChanges: fc.Arbitrary<ManifestChange> = fc.record(
  {
    name: appNameInputs,
    description: fc.constantFrom('A lens for every guild', 'Chess for two', null),
    version: oneOfWeighted<string | null>(
      [12, fc.constantFrom(...versions)],
      [1, fc.constantFrom('one', null)],
    ),
    appType: fc.constantFrom('background', 'standard'),
    publicUrl: nullableAddresses,
    webviewUrl: nullableAddresses,
    permissions: oneOfWeighted(
      [4, fc.constantFrom(...permissionLists)],
      [3, fc.constantFrom(...unusualPermissionLists)],
    ),
    hardwareRequirements: fc.constantFrom(...hardwareLists),
  },
  { requiredKeys: [] },
);
const completeChanges: fc.Arbitrary<ManifestChange> = fc
  .record({
    version: fc.constantFrom(...versions),
    permissions: fc.constantFrom(...permissionLists),
    hardwareRequirements: fc.constantFrom(...hardwareLists),
  })
  .map((changes) => ({ ...completeDraft, ...changes }));
const testerLists = fc.array(
  oneOfWeighted([14, fc.constantFrom(...emailAddresses)], [1, fc.constant(invalidEmailAddress)]),
  { maxLength: 2 },
);
const submissionInputsOf = (kind: 'approvedsubmission' | 'returnedsubmission' | 'submission') =>
  oneOfWeighted(
    [5, fc.record({ submissionId: placeholders(kind, 1) })],
    [1, fc.record({ submissionId: placeholders('submission', 3) })],
  );
const capabilityLists = fc.constantFrom<readonly ReviewerCapability[]>(
  ['review', 'enforce'],
  ['review'],
  ['enforce'],
  [],
);

export const appCallSpecs: { readonly [V in AppMethodName]: MethodCallSpec<V> } = {
  'reviewers.appoint': unkeyedCallSpec(
    1,
    fc.record({ userId: userPlaceholders, capabilities: capabilityLists }),
  ),
  'organizations.verifyContact': keyedCallSpec(
    2,
    fc.record({
      organizationId: organizationPlaceholders,
      contactEmail: fc.constantFrom(...emailAddresses.slice(0, 2)),
    }),
  ),
  'apps.create': keyedCallSpec(
    6,
    fc.record({
      organizationId: organizationPlaceholders,
      packageName: packageNameInputs,
      name: appNameInputs,
    }),
  ),
  'apps.updateDraft': keyedCallSpec(
    9,
    fc.record({
      appId: appPlaceholders,
      expectedRevision: revisionOffsets,
      changes: oneOfWeighted([1, completeChanges], [1, randomChanges]),
    }),
  ),
  'apps.share': keyedCallSpec(
    6,
    fc.record(
      {
        appId: appPlaceholders,
        visibility: fc.constantFrom('public', 'public', 'public', 'organization', 'private'),
        testers: testerLists,
      },
      requiredKeysOption('appId'),
    ),
  ),
  'apps.delist': keyedCallSpec(2, appInputs),
  'apps.relist': keyedCallSpec(2, appInputs),
  'apps.move': {
    ...keyedCallSpec(
      6,
      fc.record(
        {
          appId: appPlaceholders,
          toOrganizationId: organizationPlaceholders,
          keepKeyIds: fc.array(keyPlaceholders, { maxLength: 2 }),
          keepWebhook: fc.boolean(),
        },
        requiredKeysOption('appId', 'toOrganizationId'),
      ),
    ),
    caller: keyManagerPlaceholders,
  },
  'apps.delete': keyedCallSpec(3, appInputs),
  'apps.restore': keyedCallSpec(7, fc.record({ appId: placeholders('deletedapp', 1) })),
  'apps.get': unkeyedCallSpec(3, appInputs),
  'apps.list': unkeyedCallSpec(
    3,
    fc.record(
      { organizationId: organizationPlaceholders, ...pageFieldArbitraries },
      requiredKeysOption('organizationId'),
    ),
  ),
  'apps.readiness': unkeyedCallSpec(3, appInputs),
  'apps.checkPackageName': unkeyedCallSpec(1, fc.record({ packageName: packageNameInputs })),
  'apps.getRunnable': unkeyedCallSpec(
    3,
    fc.record({ packageName: placeholders('packagename', 3) }),
  ),
  'submissions.submit': keyedCallSpec(
    9,
    fc.record({ appId: appPlaceholders, draftRevision: revisionOffsets }),
  ),
  'submissions.resubmit': keyedCallSpec(
    14,
    fc
      .tuple(submissionInputsOf('returnedsubmission'), revisionOffsets)
      .map(([ids, draftRevision]) => ({ ...ids, draftRevision })),
  ),
  'submissions.withdraw': keyedCallSpec(4, submissionInputsOf('submission')),
  'submissions.release': keyedCallSpec(10, submissionInputsOf('approvedsubmission')),
  'submissions.get': unkeyedCallSpec(3, submissionInputsOf('submission')),
  'submissions.list': unkeyedCallSpec(
    3,
    fc.record({ appId: appPlaceholders, ...pageFieldArbitraries }, requiredKeysOption('appId')),
  ),
};
