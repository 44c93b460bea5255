// Manifests: how a change applies, and what an update changes for users.

import type { ManifestChange } from '../../../domain/app/change-manifest.js';
import type { ModelApp, ModelManifest, ModelSnapshot } from './app-rows.js';
import { catchRefusalOrNull, type ModelOrganization, throwRefusal } from './reference-model.js';
import { requireName } from './text-rules.js';

export function emptyManifest(name: string): ModelManifest {
  return {
    name,
    description: undefined,
    version: undefined,
    appType: 'background',
    publicUrl: undefined,
    webviewUrl: undefined,
    logoUrl: undefined,
    privacyPolicyUrl: undefined,
    supportUrl: undefined,
    permissions: [],
    hardwareRequirements: [],
  };
}

const addressFields = [
  'publicUrl',
  'webviewUrl',
  'logoUrl',
  'privacyPolicyUrl',
  'supportUrl',
] as const;

/** All types that an app can ask its users for, in the order of every list. */
const permissionTypes = [
  'MICROPHONE',
  'LOCATION',
  'BACKGROUND_LOCATION',
  'CALENDAR',
  'CAMERA',
  'READ_NOTIFICATIONS',
  'POST_NOTIFICATIONS',
  'ALL',
];

const sensitiveTypes = [
  'MICROPHONE',
  'CAMERA',
  'LOCATION',
  'BACKGROUND_LOCATION',
  'READ_NOTIFICATIONS',
];

/** Refuses what no manifest can hold, as far as sequences try it. */
export function requireValidChange(change: ManifestChange): void {
  const { name, version, permissions = [] } = change;
  const isNameWrong =
    name !== undefined && catchRefusalOrNull(() => void requireName(name)) !== null;
  const isVersionWrong = version != null && !/^[0-9]+\.[0-9]+\.[0-9]+(-[a-z]+)?$/.test(version);
  const isAddressWrong = addressFields.some((field) => change[field]?.startsWith('http:'));
  const types = permissions.map((one) => (typeof one === 'string' ? one : one.type));
  const isPermissionWrong =
    types.some((type) => !permissionTypes.includes(type)) || new Set(types).size < types.length;
  if (isNameWrong || isVersionWrong || isAddressWrong || isPermissionWrong)
    throwRefusal('invalid_input');
}

/** An absent field stays, and null removes it. */
export function changedManifest(before: ModelManifest, change: ManifestChange): ModelManifest {
  const textOf = (
    field: 'description' | 'version' | (typeof addressFields)[number],
  ): string | undefined =>
    change[field] === undefined ? before[field] : (change[field] ?? undefined);
  return {
    name: change.name === undefined ? before.name : requireName(change.name),
    description: textOf('description'),
    version: textOf('version'),
    appType: change.appType ?? before.appType,
    publicUrl: textOf('publicUrl'),
    webviewUrl: textOf('webviewUrl'),
    logoUrl: textOf('logoUrl'),
    privacyPolicyUrl: textOf('privacyPolicyUrl'),
    supportUrl: textOf('supportUrl'),
    permissions:
      change.permissions?.map((one) =>
        typeof one === 'string'
          ? { type: one, reason: undefined, required: true }
          : { type: one.type, reason: one.reason, required: one.required },
      ) ?? before.permissions,
    hardwareRequirements: change.hardwareRequirements ?? before.hardwareRequirements,
  };
}

/** The manifest as Guildhall shows it. Sequences leave these lists empty. */
export function manifestView(manifest: ModelManifest): object {
  return { ...manifest, previewImages: [], tools: [], settings: [] };
}

export function snapshotOf(
  app: ModelApp,
  { id, name, website, logo }: ModelOrganization,
): ModelSnapshot {
  const publisher = { organizationId: id, name, website, logo };
  return { packageName: app.packageName, manifest: app.manifest, publisher };
}

export function isSameText(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The hosts of the servers, each once. */
export function serverHostsOf({ publicUrl, webviewUrl }: ModelManifest): readonly string[] {
  const addresses = [publicUrl, webviewUrl].filter((address) => address !== undefined);
  return [...new Set(addresses.map((address) => address.split('/')[2] ?? ''))];
}

export function permissionDifference(
  before: ModelManifest | undefined,
  after: ModelManifest,
): object {
  const find = (manifest: ModelManifest | undefined, type: string) =>
    manifest?.permissions.find((permission) => permission.type === type);
  const typesWhere = (
    matches: (old: ReturnType<typeof find>, now: ReturnType<typeof find>) => boolean,
  ) => permissionTypes.filter((type) => matches(find(before, type), find(after, type)));
  return {
    added: typesWhere((old, now) => old === undefined && now !== undefined),
    removed: typesWhere((old, now) => old !== undefined && now === undefined),
    nowRequired: typesWhere((old, now) => old?.required === false && now?.required === true),
    nowOptional: typesWhere((old, now) => old?.required === true && now?.required === false),
    reasonChanged: typesWhere(
      (old, now) => old !== undefined && now !== undefined && old.reason !== now.reason,
    ),
  };
}

/** Whether two reviewers must approve: a new app, or one that users would take for another one. */
export function needsTwoApprovals(
  live: ModelSnapshot | undefined,
  { manifest, publisher }: ModelSnapshot,
): boolean {
  if (live === undefined) return true;
  const has = (snapshot: ModelSnapshot, type: string) =>
    snapshot.manifest.permissions.some((permission) => permission.type === type);
  const hosts = serverHostsOf(live.manifest);
  return (
    sensitiveTypes.some((type) => has({ ...live, manifest }, type) && !has(live, type)) ||
    manifest.name !== live.manifest.name ||
    publisher.organizationId !== live.publisher.organizationId ||
    publisher.name !== live.publisher.name ||
    serverHostsOf(manifest).some((host) => !hosts.includes(host))
  );
}
