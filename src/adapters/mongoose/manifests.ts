// What apps say of themselves, as the documents of apps and of submissions hold it.

import type { Listing, Publisher, Snapshot } from '../../domain/app/app.js';
import {
  type HardwareRequirement,
  hardwareLevels,
  hardwareTypes,
  maxHardwareDescriptionLength,
  readHardware,
} from '../../domain/app/hardware.js';
import type { Read } from '../../domain/app/issues.js';
import {
  appTypes,
  type Manifest,
  maxAppDescriptionLength,
  maxInstructionsLength,
  type PreviewImage,
} from '../../domain/app/manifest.js';
import {
  type AppPermission,
  appPermissionTypes,
  maxReasonLength,
  readPermissions,
} from '../../domain/app/permission.js';
import { orientations, readPreviewImages } from '../../domain/app/preview-image.js';
import { settingTypes } from '../../domain/app/setting.js';
import { settingsIssues } from '../../domain/app/setting-rules.js';
import { toolsIssues } from '../../domain/app/tool.js';
import type { Path } from '../../domain/shared/refusal.js';
import { appVersion, httpsAddress, packageName, prose } from './app-values.js';
import { type Field, flag, id, keptList, oneOf, optional, rule, stored } from './fields.js';
import { embedded, listOfEmbedded } from './tables.js';
import { displayName, webAddress } from './values.js';

/** A list that the domain reads as it stands. */
function readBy<T>(
  read: (given: readonly T[], at: Path) => Read<readonly T[]>,
  says: string,
): Field<readonly T[]>['rules'] {
  return rule((value) => Array.isArray(value) && read(value, []).ok, says);
}

const previewImages = listOfEmbedded<PreviewImage>(
  { url: httpsAddress, orientation: oneOf(orientations) },
  readBy(readPreviewImages, 'a list of pictures'),
);

const permissions = listOfEmbedded<AppPermission>(
  {
    type: oneOf(appPermissionTypes),
    reason: optional(prose(maxReasonLength)),
    required: flag,
  },
  readBy(readPermissions, 'permissions that an app may ask for, each once'),
);

const hardwareRequirements = listOfEmbedded<HardwareRequirement>(
  {
    type: oneOf(hardwareTypes),
    level: oneOf(hardwareLevels),
    description: optional(prose(maxHardwareDescriptionLength)),
  },
  readBy(readHardware, 'kinds of hardware, each once'),
);

const tools: Field<Manifest['tools']> = keptList(
  (list) => toolsIssues(list, []).length === 0,
  'a list of tools',
  { bsonType: 'object', required: ['id', 'description', 'parameters'] },
);

const settings: Field<Manifest['settings']> = keptList(
  (list) => settingsIssues(list, []).length === 0,
  'a list of settings',
  { bsonType: 'object', required: ['type'], properties: { type: { enum: [...settingTypes] } } },
);

const shown = {
  name: displayName,
  description: optional(prose(maxAppDescriptionLength)),
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
  ...shown,
  publicUrl: optional(httpsAddress),
  webviewUrl: optional(httpsAddress),
  onboardingInstructions: optional(prose(maxInstructionsLength)),
  tools,
  settings,
});

const publisher = embedded<Publisher>({
  organizationId: stored('organization', id('Organization')),
  name: displayName,
  website: optional(webAddress),
  logo: optional(webAddress),
});

export const listing: Field<Listing> = embedded<Listing>({ ...shown, publisher });

export const snapshot: Field<Snapshot> = embedded<Snapshot>({ packageName, manifest, publisher });
