// Changes of a manifest: every field is parsed, and a refusal lists the issues of all of them.

import { displayNameOrThrow } from '../shared/display-name.js';
import type { Issue } from '../shared/refusal.js';
import { utf8ByteLength } from '../shared/text.js';
import { type AppPermissionInput, parseAppPermissions } from './app-permission.js';
import { isDeepEqual } from './deep-equal.js';
import { type HardwareRequirementInput, parseHardwareRequirements } from './hardware.js';
import { emptyManifest, type Manifest } from './manifest.js';
import {
  addressFieldParser,
  maxAppDescriptionLength,
  maxOnboardingInstructionsLength,
  parseAppTypeField,
  parseNameField,
  parseVersionField,
  proseFieldParser,
} from './manifest-fields.js';
import { createIssue, issuesOf, okUnlessIssues, type ParseResult } from './manifest-issues.js';
import { type PreviewImageInput, parsePreviewImages } from './preview-image.js';
import type { Setting } from './setting.js';
import { settingListIssues } from './setting-issues.js';
import { type Tool, toolListIssues } from './tool.js';

/** A change of a manifest, not validated yet. An absent field stays, null removes the field, and a list replaces the whole list. */
export interface ManifestChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly version?: string | null | undefined;
  readonly appType?: string | undefined;
  readonly publicUrl?: string | null | undefined;
  readonly webviewUrl?: string | null | undefined;
  readonly logoUrl?: string | null | undefined;
  readonly previewImages?: readonly PreviewImageInput[] | undefined;
  readonly privacyPolicyUrl?: string | null | undefined;
  readonly supportUrl?: string | null | undefined;
  readonly onboardingInstructions?: string | null | undefined;
  readonly permissions?: readonly AppPermissionInput[] | undefined;
  readonly tools?: readonly Tool[] | undefined;
  readonly settings?: readonly Setting[] | undefined;
  readonly hardwareRequirements?: readonly HardwareRequirementInput[] | undefined;
}

/** Bytes of a manifest as JSON. A draft and a live listing together stay far below the size limit of a document. */
const maxManifestSize = /* APP-22 */ 1_000_000;
/** The maximum number of issues in one refusal. */
const maxManifestIssues = 200;

/** Applies a change to a manifest. Refused: `invalid_input` with the issues of all fields, at most the first 200. */
export function changeManifest(manifest: Manifest, change: ManifestChange): ParseResult<Manifest> {
  const issues: Issue[] = [];
  function takeField<G, T>(given: G | undefined, kept: T, read: (given: G) => ParseResult<T>): T {
    if (/* APP-17 */ given === undefined) return kept;
    const taken = read(given);
    issues.push(...issuesOf(taken).slice(0, maxManifestIssues)); // APP-16
    return taken.ok ? taken.value : kept;
  }
  const after = toManifest({
    name: takeField(change.name, manifest.name, parseNameField),
    description: takeField(
      change.description,
      manifest.description,
      proseFieldParser('description', maxAppDescriptionLength),
    ),
    version: takeField(change.version, manifest.version, parseVersionField),
    appType: takeField(change.appType, manifest.appType, parseAppTypeField),
    publicUrl: takeField(change.publicUrl, manifest.publicUrl, addressFieldParser('publicUrl')),
    webviewUrl: takeField(change.webviewUrl, manifest.webviewUrl, addressFieldParser('webviewUrl')),
    logoUrl: takeField(change.logoUrl, manifest.logoUrl, addressFieldParser('logoUrl')),
    previewImages: takeField(change.previewImages, manifest.previewImages, (given) =>
      parsePreviewImages(given, ['previewImages']),
    ),
    privacyPolicyUrl: takeField(
      change.privacyPolicyUrl,
      manifest.privacyPolicyUrl,
      addressFieldParser('privacyPolicyUrl'),
    ),
    supportUrl: takeField(change.supportUrl, manifest.supportUrl, addressFieldParser('supportUrl')),
    onboardingInstructions: takeField(
      change.onboardingInstructions,
      manifest.onboardingInstructions,
      proseFieldParser('onboardingInstructions', maxOnboardingInstructionsLength),
    ),
    permissions: takeField(change.permissions, manifest.permissions, (given) =>
      parseAppPermissions(given, ['permissions']),
    ),
    tools: takeField(change.tools, manifest.tools, (given) =>
      okUnlessIssues(toolListIssues(given, ['tools']), given),
    ),
    settings: takeField(change.settings, manifest.settings, (given) =>
      okUnlessIssues(settingListIssues(given, ['settings']), given),
    ),
    hardwareRequirements: takeField(
      change.hardwareRequirements,
      manifest.hardwareRequirements,
      (given) => parseHardwareRequirements(given, ['hardwareRequirements']),
    ),
  });
  return okUnlessIssues(
    issues.length > 0 ? issues.slice(0, maxManifestIssues) : manifestSizeIssues(after),
    after,
  );
}

/** What is wrong with the fields of a change, in whatever manifest. Each path begins with its field. */
export function manifestChangeIssues(change: ManifestChange): readonly Issue[] {
  return issuesOf(changeManifest(emptyManifest(displayNameOrThrow('App')), change));
}

/** Builds a manifest and leaves out absent fields. */
function toManifest(fields: { readonly [K in keyof Required<Manifest>]: Manifest[K] }): Manifest {
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

function manifestSizeIssues(manifest: Manifest): readonly Issue[] {
  if (utf8ByteLength(JSON.stringify(manifest)) <= maxManifestSize) return [];
  return [
    createIssue('too_long', [], `the manifest can have at most ${maxManifestSize} bytes as JSON`),
  ];
}

const manifestFieldNames = [
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

/** The names of the fields that differ, in a fixed order. The order of a list counts; the order of a tool's parameters does not. */
export function changedManifestFields(
  before: Manifest,
  after: Manifest,
): readonly (keyof Manifest)[] {
  return manifestFieldNames.filter((field) => !isDeepEqual(before[field], after[field]));
}
