// Permissions that an app asks its users for, and the comparison of two lists of permissions.

import type { Issue, Path } from '../shared/refusal.js';
import { textIssues } from '../shared/text-issues.js';
import {
  collectResults,
  createIssue,
  duplicateIssues,
  listLengthIssues,
  okUnlessIssues,
  type ParseResult,
  refuseWithIssues,
} from './manifest-issues.js';

/** All types of app permissions. */
export const appPermissionTypes = [
  'MICROPHONE',
  'LOCATION',
  'BACKGROUND_LOCATION',
  'CALENDAR',
  'CAMERA',
  'READ_NOTIFICATIONS',
  'POST_NOTIFICATIONS',
  'ALL',
] as const;
/** A type of app permission. `ALL` comes from older apps: it means every permission, and no new submission may ask for it. */
export type AppPermissionType = (typeof appPermissionTypes)[number];

/** A permission that an app asks for. */
export interface AppPermission {
  readonly type: AppPermissionType;
  /** Why the app needs it, for its users: 1 to 500 characters. Required for a submission. */
  readonly reason?: string;
  /** Whether the app does not work without it. */
  readonly required: boolean;
}

export const maxPermissionReasonLength = /* APP-37 */ 500;

/** A permission as input. Older manifests give only the type. */
export type AppPermissionInput =
  | string
  | {
      readonly type: string;
      readonly reason?: string | undefined;
      readonly required: boolean;
    };

/** Null if the type is unknown. A type alone becomes a required permission without a reason. `NOTIFICATIONS` is the old name of `READ_NOTIFICATIONS`. */
export function appPermissionOrNull(value: AppPermissionInput): AppPermission | null {
  const {
    type: name,
    reason,
    required,
  } = typeof value === 'string' ? { type: value, required: /* APP-35 */ true } : value;
  const type = parsePermissionType(name);
  if (type === null) return null;
  return { type, ...(reason === undefined ? {} : { reason }), required };
}

function parsePermissionType(name: string): AppPermissionType | null {
  if (name === 'NOTIFICATIONS') return 'READ_NOTIFICATIONS'; // APP-36
  return appPermissionTypes.find((type) => type === name) ?? /* APP-33 */ null;
}

/** Refused: `invalid_input` if a type is unknown or given twice, a reason is too long or empty, or BACKGROUND_LOCATION is given without LOCATION. */
export function parseAppPermissions(
  given: readonly AppPermissionInput[],
  path: Path,
): ParseResult<readonly AppPermission[]> {
  const tooMany = listLengthIssues(given.length, path, [0, appPermissionTypes.length]);
  if (tooMany.length > 0) return refuseWithIssues(tooMany);
  // A value of an unknown type is compared as it is given.
  const types = given.map((value) => appPermissionOrNull(value)?.type ?? value);
  const repeated = 'this permission is already in the list';
  return collectResults(
    given.map((value, index) => parseAppPermission(value, [...path, index])),
    [
      ...duplicateIssues(types, (index) => [...path, index, 'type'], repeated), // APP-32
      ...backgroundLocationIssues(types, path), // APP-34
    ],
  );
}

function parseAppPermission(value: AppPermissionInput, path: Path): ParseResult<AppPermission> {
  const permission = appPermissionOrNull(value);
  const reason = typeof value === 'string' ? undefined : value.reason;
  const bounds = { kind: 'prose', min: 1, max: maxPermissionReasonLength } as const;
  const issues = reason === undefined ? [] : textIssues(reason, [...path, 'reason'], bounds);
  if (permission !== null) return okUnlessIssues(issues, permission);
  const unknown = createIssue(
    'unknown',
    [...path, 'type'],
    'this is not a permission that an app can ask for',
  );
  return refuseWithIssues([unknown, ...issues]);
}

function backgroundLocationIssues(
  types: readonly AppPermissionInput[],
  path: Path,
): readonly Issue[] {
  const index = types.indexOf('BACKGROUND_LOCATION');
  if (index < 0 || types.includes('LOCATION') || types.includes('ALL')) return [];
  const message = 'BACKGROUND_LOCATION needs LOCATION too; add it to the list';
  return [createIssue('location_missing', [...path, index, 'type'], message)];
}

/** The types that differ between two lists, in the order of `appPermissionTypes`. */
export interface PermissionDifference {
  readonly added: readonly AppPermissionType[];
  readonly removed: readonly AppPermissionType[];
  /** From optional to required. */
  readonly nowRequired: readonly AppPermissionType[];
  /** From required to optional. */
  readonly nowOptional: readonly AppPermissionType[];
  /** In both lists, with different reasons or a reason in only one of them. */
  readonly reasonChanged: readonly AppPermissionType[];
}

/** Compares two lists. `ALL` means every type that is not in its list, with the reason and the `required` of `ALL`. */
export function comparePermissions(
  before: readonly AppPermission[],
  after: readonly AppPermission[],
): PermissionDifference {
  const [one, other] = [permissionsByType(before), permissionsByType(after)];
  const inBoth = (differ: (a: AppPermission, b: AppPermission) => boolean) =>
    appPermissionTypes.filter((type) => {
      const [a, b] = [one.get(type), other.get(type)];
      return a !== undefined && b !== undefined && differ(a, b);
    });
  return {
    added: appPermissionTypes.filter((type) => !one.has(type) && other.has(type)),
    removed: /* APP-39 */ appPermissionTypes.filter((type) => one.has(type) && !other.has(type)),
    nowRequired: inBoth((a, b) => !a.required && b.required),
    nowOptional: inBoth((a, b) => a.required && !b.required),
    reasonChanged: inBoth((a, b) => a.reason !== b.reason),
  };
}

function permissionsByType(
  permissions: readonly AppPermission[],
): ReadonlyMap<AppPermissionType, AppPermission> {
  const named = permissions.map((permission) => [permission.type, permission] as const);
  const all = /* APP-38 */ permissions.find(({ type }) => type === 'ALL');
  const implied = all === undefined ? [] : appPermissionTypes.map((type) => [type, all] as const);
  return new Map([...implied, ...named]);
}

/** Whether users must consent again: to an added permission, or to one that was optional before and is now required. */
export function requiresNewConsent({ added, nowRequired }: PermissionDifference): boolean {
  return added.length > 0 || /* APP-40 */ nowRequired.length > 0;
}

/** Permissions that give access to a user's surroundings or messages. An update that adds one needs two approvals. */
export const sensitivePermissionTypes: readonly AppPermissionType[] = [
  'MICROPHONE',
  'CAMERA',
  'LOCATION',
  'BACKGROUND_LOCATION',
  'READ_NOTIFICATIONS',
];

/** The sensitive types that only `after` has, in the order of `sensitivePermissionTypes`. */
export function newSensitivePermissionTypes(
  before: readonly AppPermission[],
  after: readonly AppPermission[],
): readonly AppPermissionType[] {
  const { added } = comparePermissions(before, after);
  return sensitivePermissionTypes.filter((type) => added.includes(type));
}
