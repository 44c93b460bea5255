// The manifest of an app: everything that a draft contains and a submission freezes.

import type { DisplayName } from '../shared/display-name.js';
import type { AppPermission } from './app-permission.js';
import type { AppType } from './app-type.js';
import type { AppVersion } from './app-version.js';
import type { HardwareRequirement } from './hardware.js';
import type { PreviewImage } from './preview-image.js';
import type { Setting } from './setting.js';
import type { Tool } from './tool.js';

export { appTypes, parseAppType } from './app-type.js';
export type { PreviewImage } from './preview-image.js';

/** The manifest of an app. Addresses are https with a public host. A submission needs most of the optional fields. */
export interface Manifest {
  readonly name: DisplayName;
  /** At most 4,000 characters. */
  readonly description?: string;
  /** A version for people, by the rules of Semantic Versioning 2.0.0. */
  readonly version?: AppVersion;
  readonly appType: AppType;
  /** The address of the app's server. */
  readonly publicUrl?: string;
  readonly webviewUrl?: string;
  readonly logoUrl?: string;
  /** At most 10, in the order in which the store shows them. */
  readonly previewImages: readonly PreviewImage[];
  readonly privacyPolicyUrl?: string;
  readonly supportUrl?: string;
  /** At most 5,000 characters. */
  readonly onboardingInstructions?: string;
  /** Each type once. */
  readonly permissions: readonly AppPermission[];
  /** At most 50. */
  readonly tools: readonly Tool[];
  /** At most 100. */
  readonly settings: readonly Setting[];
  /** Each type once. */
  readonly hardwareRequirements: readonly HardwareRequirement[];
}

/** The manifest of a new app. */
export function emptyManifest(name: DisplayName): Manifest {
  return {
    name,
    appType: 'background',
    previewImages: [],
    permissions: [],
    tools: [],
    settings: [],
    hardwareRequirements: [],
  };
}
