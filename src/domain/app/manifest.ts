// What an app says of itself and asks for: what a draft holds and a submission freezes.

import type { DisplayName } from '../shared/display-name.js';
import type { Issue } from '../shared/refusal.js';
import { utf8LengthOf } from '../shared/text.js';
import type { HasPublicSuffix } from '../shared/web-address.js';
import type { AppType } from './app-type.js';
import { type GivenHardware, type HardwareRequirement, readHardware } from './hardware.js';
import { issue, issuesOf, type Read, unlessAny } from './issues.js';
import { address, prose, readName, readType, readVersion } from './manifest-fields.js';
import { type AppPermission, type GivenPermission, readPermissions } from './permission.js';
import { type GivenPreviewImage, type PreviewImage, readPreviewImages } from './preview-image.js';
import { isSame } from './same.js';
import type { Setting } from './setting.js';
import { settingsIssues } from './setting-rules.js';
import { type Tool, toolsIssues } from './tool.js';
import type { AppVersion } from './version.js';

export { type AppType, appTypes, readAppType } from './app-type.js';
export type { PreviewImage } from './preview-image.js';

/** What an app says of itself. Addresses are https, with a public host. A draft may lack what is optional here; a submission lacks little. */
export interface Manifest {
  readonly name: DisplayName;
  /** At most 4,000 characters. */
  readonly description?: string;
  /** For people, by the rules of Semantic Versioning 2.0.0. */
  readonly version?: AppVersion;
  readonly appType: AppType;
  /** Where the app's server listens. */
  readonly publicUrl?: string;
  readonly webviewUrl?: string;
  readonly logoUrl?: string;
  /** At most 10, in the order in which they are shown. */
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

/** The manifest with which an app begins. */
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

/** What to change, not yet looked at: an absent field stays, null takes it away, a list takes the place of the whole list. */
export interface ManifestChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly version?: string | null | undefined;
  readonly appType?: string | undefined;
  readonly publicUrl?: string | null | undefined;
  readonly webviewUrl?: string | null | undefined;
  readonly logoUrl?: string | null | undefined;
  readonly previewImages?: readonly GivenPreviewImage[] | undefined;
  readonly privacyPolicyUrl?: string | null | undefined;
  readonly supportUrl?: string | null | undefined;
  readonly onboardingInstructions?: string | null | undefined;
  readonly permissions?: readonly GivenPermission[] | undefined;
  readonly tools?: readonly Tool[] | undefined;
  readonly settings?: readonly Setting[] | undefined;
  readonly hardwareRequirements?: readonly GivenHardware[] | undefined;
}

export const maxAppDescriptionLength = /* APP-19 */ 4_000;
export const maxInstructionsLength = 5_000;
/** Bytes of a manifest as JSON: a draft and a live listing together stay far below what a document may hold. */
const maxManifestSize = /* APP-22 */ 1_000_000;
/** Issues that one refusal names. */
const mostIssues = 200;

/** The manifest with what `change` gives. Refused with the issues of all its fields, the first 200 of them. */
export function changeManifest(
  manifest: Manifest,
  change: ManifestChange,
  hasPublicSuffix: HasPublicSuffix,
): Read<Manifest> {
  const issues: Issue[] = [];
  function take<G, T>(given: G | undefined, kept: T, read: (given: G) => Read<T>): T {
    if (given === undefined) return kept;
    const taken = read(given);
    issues.push(...issuesOf(taken).slice(0, mostIssues)); // APP-16
    return taken.ok ? taken.value : kept;
  }
  const after = manifestOf({
    name: take(change.name, manifest.name, (text) => readName(text, hasPublicSuffix)),
    description: take(
      change.description,
      manifest.description,
      prose('description', maxAppDescriptionLength),
    ),
    version: take(change.version, manifest.version, readVersion),
    appType: take(change.appType, manifest.appType, readType),
    publicUrl: take(change.publicUrl, manifest.publicUrl, address('publicUrl')),
    webviewUrl: take(change.webviewUrl, manifest.webviewUrl, address('webviewUrl')),
    logoUrl: take(change.logoUrl, manifest.logoUrl, address('logoUrl')),
    previewImages: take(change.previewImages, manifest.previewImages, (given) =>
      readPreviewImages(given, ['previewImages']),
    ),
    privacyPolicyUrl: take(
      change.privacyPolicyUrl,
      manifest.privacyPolicyUrl,
      address('privacyPolicyUrl'),
    ),
    supportUrl: take(change.supportUrl, manifest.supportUrl, address('supportUrl')),
    onboardingInstructions: take(
      change.onboardingInstructions,
      manifest.onboardingInstructions,
      prose('onboardingInstructions', maxInstructionsLength),
    ),
    permissions: take(change.permissions, manifest.permissions, (given) =>
      readPermissions(given, ['permissions']),
    ),
    tools: take(change.tools, manifest.tools, (given) =>
      unlessAny(toolsIssues(given, ['tools']), given),
    ),
    settings: take(change.settings, manifest.settings, (given) =>
      unlessAny(settingsIssues(given, ['settings']), given),
    ),
    hardwareRequirements: take(
      change.hardwareRequirements,
      manifest.hardwareRequirements,
      (given) => readHardware(given, ['hardwareRequirements']),
    ),
  });
  return unlessAny(issues.length > 0 ? issues.slice(0, mostIssues) : sizeIssues(after), after);
}

type Fields = { readonly [K in keyof Required<Manifest>]: Manifest[K] };

/** Without the fields that are not there. */
function manifestOf(fields: Fields): Manifest {
  const { description, version, publicUrl, webviewUrl, logoUrl } = fields;
  const { privacyPolicyUrl, supportUrl, onboardingInstructions } = fields;
  return {
    name: fields.name,
    ...(description === undefined ? {} : { description }),
    ...(version === undefined ? {} : { version }),
    appType: fields.appType,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(webviewUrl === undefined ? {} : { webviewUrl }),
    ...(logoUrl === undefined ? {} : { logoUrl }),
    previewImages: fields.previewImages,
    ...(privacyPolicyUrl === undefined ? {} : { privacyPolicyUrl }),
    ...(supportUrl === undefined ? {} : { supportUrl }),
    ...(onboardingInstructions === undefined ? {} : { onboardingInstructions }),
    permissions: fields.permissions,
    tools: fields.tools,
    settings: fields.settings,
    hardwareRequirements: fields.hardwareRequirements,
  };
}

function sizeIssues(manifest: Manifest): readonly Issue[] {
  if (utf8LengthOf(JSON.stringify(manifest)) <= maxManifestSize) return [];
  return [issue('too_long', [], `a manifest has at most ${maxManifestSize} bytes as JSON`)];
}

const manifestFields = [
  'name',
  'description',
  'version',
  'appType',
  'publicUrl',
  'webviewUrl',
  'logoUrl',
  'previewImages',
  'privacyPolicyUrl',
  'supportUrl',
  'onboardingInstructions',
  'permissions',
  'tools',
  'settings',
  'hardwareRequirements',
] as const satisfies readonly (keyof Manifest)[];

/** The names of the fields that differ, in a fixed order. The order of a list counts, that of parameters does not. */
export function changedManifestFields(
  before: Manifest,
  after: Manifest,
): readonly (keyof Manifest)[] {
  return manifestFields.filter((field) => !isSame(before[field], after[field]));
}
