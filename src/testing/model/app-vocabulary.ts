// The values of random sequences that are about apps: few, so that they often collide.

import type { AppPermissionInput } from '../../domain/app/app-permission.js';
import type { ManifestChange } from '../../domain/app/change-manifest.js';
import type { HardwareRequirementInput } from '../../domain/app/hardware.js';

export const packageNames: readonly string[] = [
  'com.acme.lens',
  'com.acme.notes',
  'org.guild.maps',
  'io.hall.timer',
  'com.acme.talk',
  'com.acme.chess',
];

export const unusualPackageNames: readonly string[] = [
  'Lens',
  'com.example.lens',
  'com.google.lens',
  `com.${'a'.repeat(200)}`,
];

export const appNames: readonly string[] = ['Lens', 'Guild  Notes', 'Lens Pro'];

export const invalidAppNames: readonly string[] = ['', '<b>Lens</b>'];

export const versions: readonly string[] = ['1.0.0', '1.1.0', '2.0.0-beta', '2.0.0', '10.0.0'];

export const serverAddresses: readonly string[] = [
  'https://lens.acme.com/app',
  'https://lens.acme.com/other',
  'https://lens.guild.org/app',
];

export const permissionLists: readonly (readonly AppPermissionInput[])[] = [
  [],
  [{ type: 'CALENDAR', reason: 'to show what comes next', required: false }],
  [{ type: 'CALENDAR', reason: 'to show the day', required: true }],
  [{ type: 'MICROPHONE', reason: 'to listen', required: true }],
  [
    { type: 'MICROPHONE', reason: 'to listen', required: true },
    { type: 'CALENDAR', reason: 'to show the day', required: true },
  ],
];

export const unusualPermissionLists: readonly (readonly AppPermissionInput[])[] = [
  ['CALENDAR'],
  ['ALL'],
  ['CALENDAR', 'CALENDAR'],
  ['TELEPATHY'],
];

export const hardwareLists: readonly (readonly HardwareRequirementInput[])[] = [
  [],
  [{ type: 'CAMERA', level: 'REQUIRED' }],
  [
    { type: 'DISPLAY', level: 'REQUIRED', description: 'to draw' },
    { type: 'SPEAKER', level: 'OPTIONAL' },
  ],
];

/** What a draft needs for a submission. */
export const completeDraft: ManifestChange = {
  description: 'A lens for every guild',
  version: '1.0.0',
  publicUrl: 'https://lens.acme.com/app',
  logoUrl: 'https://acme.com/lens.png',
  privacyPolicyUrl: 'https://acme.com/privacy',
  supportUrl: 'https://acme.com/support',
  permissions: [{ type: 'CALENDAR', reason: 'to show the day', required: true }],
  hardwareRequirements: [
    { type: 'DISPLAY', level: 'REQUIRED', description: 'to draw' },
    { type: 'SPEAKER', level: 'OPTIONAL' },
  ],
};

export const storeQueries: readonly string[] = [
  'lens',
  'LE',
  'acme',
  'guild no',
  'every',
  'eve',
  'chess zz',
  '!!!',
];
