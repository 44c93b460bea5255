// The fields of manifests, store listings and snapshots, which apps and submissions share.

import type { AppSnapshot, Publisher, StoreListing } from '../../../domain/app/app.js';
import {
  type AppPermission,
  appPermissionTypes,
  maxPermissionReasonLength,
  parseAppPermissions,
} from '../../../domain/app/app-permission.js';
import {
  type HardwareRequirement,
  hardwareLevels,
  hardwareTypes,
  maxHardwareDescriptionLength,
  parseHardwareRequirements,
} from '../../../domain/app/hardware.js';
import { appTypes, type Manifest, type PreviewImage } from '../../../domain/app/manifest.js';
import {
  maxAppDescriptionLength,
  maxOnboardingInstructionsLength,
} from '../../../domain/app/manifest-fields.js';
import type { ParseResult } from '../../../domain/app/manifest-issues.js';
import { imageOrientations, parsePreviewImages } from '../../../domain/app/preview-image.js';
import { settingTypes } from '../../../domain/app/setting.js';
import { settingListIssues } from '../../../domain/app/setting-issues.js';
import { toolListIssues } from '../../../domain/app/tool.js';
import type { Path } from '../../../domain/shared/refusal.js';
import { appVersion, httpsAddress, packageName, proseText } from './app-text-fields.js';
import { embedded, listOfEmbedded } from './embedded.js';
import {
  type Field,
  flag,
  id,
  oneOf,
  optional,
  validation,
  verbatimList,
  withStoredName,
} from './field.js';
import { displayName, webAddress } from './text-fields.js';

/** Validates a list with the domain's own parser. */
function parserValidation<T>(
  parse: (given: readonly T[], at: Path) => ParseResult<readonly T[]>,
  expected: string,
): Field<readonly T[]>['schemaOptions'] {
  return validation((value) => Array.isArray(value) && parse(value, []).ok, expected);
}

const previewImages = listOfEmbedded<PreviewImage>(
  { url: httpsAddress, orientation: oneOf(imageOrientations) },
  parserValidation(parsePreviewImages, 'a list of pictures'),
);

const permissions = listOfEmbedded<AppPermission>(
  {
    type: oneOf(appPermissionTypes),
    reason: optional(proseText(maxPermissionReasonLength)),
    required: flag,
  },
  parserValidation(parseAppPermissions, 'permissions that an app may ask for, each once'),
);

const hardwareRequirements = listOfEmbedded<HardwareRequirement>(
  {
    type: oneOf(hardwareTypes),
    level: oneOf(hardwareLevels),
    description: optional(proseText(maxHardwareDescriptionLength)),
  },
  parserValidation(parseHardwareRequirements, 'kinds of hardware, each once'),
);

const tools: Field<Manifest['tools']> = verbatimList(
  (list) => toolListIssues(list, []).length === 0,
  'a list of tools',
  { bsonType: 'object', required: ['id', 'description', 'parameters'] },
);

const settings: Field<Manifest['settings']> = verbatimList(
  (list) => settingListIssues(list, []).length === 0,
  'a list of settings',
  { bsonType: 'object', required: ['type'], properties: { type: { enum: [...settingTypes] } } },
);

const sharedManifestFields = {
  name: displayName,
  description: optional(proseText(maxAppDescriptionLength)),
  version: optional(appVersion),
  appType: oneOf(appTypes),
  logoUrl: optional(httpsAddress),
  previewImages,
  privacyPolicyUrl: optional(httpsAddress),
  supportUrl: optional(httpsAddress),
  permissions,
  hardwareRequirements,
} as const;

export const manifest: Field<Manifest> = embedded<Manifest>({
  ...sharedManifestFields,
  publicUrl: optional(httpsAddress),
  webviewUrl: optional(httpsAddress),
  onboardingInstructions: optional(proseText(maxOnboardingInstructionsLength)),
  tools,
  settings,
});

const publisher = embedded<Publisher>({
  organizationId: withStoredName('organization', id('Organization')),
  name: displayName,
  website: optional(webAddress),
  logo: optional(webAddress),
});

export const listing: Field<StoreListing> = embedded<StoreListing>({
  ...sharedManifestFields,
  publisher,
});

export const snapshot: Field<AppSnapshot> = embedded<AppSnapshot>({
  packageName,
  manifest,
  publisher,
});
