// Arbitraries for manifests.

import fc from 'fast-check';
import { parseHttpsAddress } from '../../domain/app/https-address.js';
import { appTypes, type Manifest, type PreviewImage } from '../../domain/app/manifest.js';
import { appPermissionLists } from './app-permissions.js';
import { appVersions } from './app-versions.js';
import { displayNames } from './display-names.js';
import { hardwareRequirementLists } from './hardware.js';
import { parsedOrThrow } from './parsed-or-throw.js';
import { proseTexts } from './prose.js';
import { record } from './records.js';
import { settingLists } from './settings.js';
import { toolLists } from './tools.js';

/** Valid manifests of drafts; each optional field may be absent. */
export function manifests(): fc.Arbitrary<Manifest> {
  return fc.record(
    {
      name: displayNames(),
      description: proseTexts(),
      version: appVersions(),
      appType: fc.constantFrom(...appTypes),
      publicUrl: httpsAddresses(),
      webviewUrl: httpsAddresses(),
      logoUrl: httpsAddresses(),
      previewImages: fc.array(previewImages(), { maxLength: 3 }),
      privacyPolicyUrl: httpsAddresses(),
      supportUrl: httpsAddresses(),
      onboardingInstructions: proseTexts(),
      permissions: appPermissionLists(),
      tools: toolLists(),
      settings: settingLists(),
      hardwareRequirements: hardwareRequirementLists(),
    },
    {
      noNullPrototype: true,
      requiredKeys: [
        'name',
        'appType',
        'previewImages',
        'permissions',
        'tools',
        'settings',
        'hardwareRequirements',
      ],
    },
  );
}

/** Manifests with every field that a submission needs. */
export function fullManifests(): fc.Arbitrary<Manifest> {
  const needed = record({
    description: proseTexts(),
    version: appVersions(),
    publicUrl: httpsAddresses(),
    logoUrl: httpsAddresses(),
    privacyPolicyUrl: httpsAddresses(),
    supportUrl: httpsAddresses(),
  });
  return fc.tuple(manifests(), needed, proseTexts()).map(([manifest, given, reason]) => ({
    ...manifest,
    ...given,
    permissions: manifest.permissions
      .filter(({ type }) => type !== 'ALL' && type !== 'BACKGROUND_LOCATION')
      .map((permission) => ({ reason, ...permission })),
  }));
}

function previewImages(): fc.Arbitrary<PreviewImage> {
  return record<PreviewImage>({
    url: httpsAddresses(),
    orientation: fc.constantFrom('landscape', 'portrait'),
  });
}

const httpsAddressHosts = [
  'www.mentra.glass',
  'bücher.de',
  'xn--bcher-kva.de',
  '例え.jp',
  'a.b.c.org:8443',
];
const httpsAddressPaths = ['', '/', '/logo.png?x=1#top', '/über/uns', '/%E2%82%AC'];

function httpsAddresses(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...httpsAddressHosts), fc.constantFrom(...httpsAddressPaths))
    .map(([host, path]) => `https://${host}${path}`)
    .map((text) => {
      const address = parseHttpsAddress(text, []);
      return parsedOrThrow(text, address.ok ? address.value : null);
    });
}
