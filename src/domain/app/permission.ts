// What an app may sense and do on somebody's glasses, and what a release asks for beyond the one before.

import type { Issue, Path } from '../shared/refusal.js';
import {
  allOf,
  countIssues,
  issue,
  type Read,
  refusedFor,
  repetitions,
  textIssues,
  unlessAny,
} from './issues.js';

/** All kinds of permissions of apps. */
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
/** Something that an app asks its users for. `ALL` is of older apps: it reads as everything, and no new submission may ask for it. */
export type AppPermissionType = (typeof appPermissionTypes)[number];

/** A permission that an app asks for. */
export interface AppPermission {
  readonly type: AppPermissionType;
  /** Why, for the people who are asked: 1 to 500 characters. Must be there by the time of submission. */
  readonly reason?: string;
  /** Whether the app is of no use without it. */
  readonly required: boolean;
}

export const maxReasonLength = /* APP-37 */ 500;

/** A permission as it comes in: older manifests give the type alone. */
export type GivenPermission =
  | string
  | {
      readonly type: string;
      readonly reason?: string | undefined;
      readonly required: boolean;
    };

/** Null where the type is none. A type alone is required, without a reason; `NOTIFICATIONS` is what `READ_NOTIFICATIONS` was called. */
export function readPermission(value: GivenPermission): AppPermission | null {
  const {
    type: name,
    reason,
    required,
  } = typeof value === 'string' ? { type: value, required: /* APP-35 */ true } : value;
  const type = readType(name);
  if (type === null) return null;
  return { type, ...(reason === undefined ? {} : { reason }), required };
}

function readType(name: string): AppPermissionType | null {
  if (name === 'NOTIFICATIONS') return 'READ_NOTIFICATIONS'; // APP-36
  return appPermissionTypes.find((type) => type === name) ?? /* APP-33 */ null;
}

/** Refused where a type is unknown or stands twice, a reason is too long or empty, or LOCATION is missing beside BACKGROUND_LOCATION. */
export function readPermissions(
  given: readonly GivenPermission[],
  at: Path,
): Read<readonly AppPermission[]> {
  const tooMany = countIssues(given.length, at, [0, appPermissionTypes.length]);
  if (tooMany.length > 0) return refusedFor(tooMany);
  // What is unknown repeats itself only.
  const types = given.map((value) => readPermission(value)?.type ?? value);
  const repeated = 'each permission is asked for once';
  return allOf(
    given.map((value, index) => readOne(value, [...at, index])),
    [
      ...repetitions(types, (index) => [...at, index, 'type'], repeated), // APP-32
      ...backgroundIssues(types, at), // APP-34
    ],
  );
}

function readOne(value: GivenPermission, at: Path): Read<AppPermission> {
  const permission = readPermission(value);
  const reason = typeof value === 'string' ? undefined : value.reason;
  const bounds = { kind: 'prose', min: 1, max: maxReasonLength } as const;
  const issues = reason === undefined ? [] : textIssues(reason, [...at, 'reason'], bounds);
  if (permission !== null) return unlessAny(issues, permission);
  const unknown = issue(
    'unknown',
    [...at, 'type'],
    'this is no permission that an app may ask for',
  );
  return refusedFor([unknown, ...issues]);
}

function backgroundIssues(types: readonly GivenPermission[], at: Path): readonly Issue[] {
  const index = types.indexOf('BACKGROUND_LOCATION');
  if (index < 0 || types.includes('LOCATION') || types.includes('ALL')) return [];
  const message = 'who asks for BACKGROUND_LOCATION asks for LOCATION too';
  return [issue('location_missing', [...at, index, 'type'], message)];
}

/** The types that differ, each list in the order of `appPermissionTypes`. */
export interface PermissionDifference {
  readonly added: readonly AppPermissionType[];
  readonly removed: readonly AppPermissionType[];
  /** From optional to required. */
  readonly tightened: readonly AppPermissionType[];
  /** From required to optional. */
  readonly loosened: readonly AppPermissionType[];
  /** With another reason, or with one where none was. */
  readonly reworded: readonly AppPermissionType[];
}

/** Over all types of both. `ALL` stands for every type that is not named beside it, with its own reason and need. */
export function permissionDifference(
  before: readonly AppPermission[],
  after: readonly AppPermission[],
): PermissionDifference {
  const [one, other] = [byType(before), byType(after)];
  const inBoth = (differ: (a: AppPermission, b: AppPermission) => boolean) =>
    appPermissionTypes.filter((type) => {
      const [a, b] = [one.get(type), other.get(type)];
      return a !== undefined && b !== undefined && differ(a, b);
    });
  return {
    added: appPermissionTypes.filter((type) => !one.has(type) && other.has(type)),
    removed: /* APP-39 */ appPermissionTypes.filter((type) => one.has(type) && !other.has(type)),
    tightened: inBoth((a, b) => !a.required && b.required),
    loosened: inBoth((a, b) => a.required && !b.required),
    reworded: inBoth((a, b) => a.reason !== b.reason),
  };
}

function byType(
  permissions: readonly AppPermission[],
): ReadonlyMap<AppPermissionType, AppPermission> {
  const named = permissions.map((permission) => [permission.type, permission] as const);
  const all = /* APP-38 */ permissions.find(({ type }) => type === 'ALL');
  const implied = all === undefined ? [] : appPermissionTypes.map((type) => [type, all] as const);
  return new Map([...implied, ...named]);
}

/** Whether people must be asked again: for another permission, or for one that they could do without before. */
export function asksForMore({ added, tightened }: PermissionDifference): boolean {
  return added.length > 0 || /* APP-40 */ tightened.length > 0;
}

/** What opens people's surroundings or correspondence: a new one is approved by two reviewers. */
export const sensitivePermissions: readonly AppPermissionType[] = [
  'MICROPHONE',
  'CAMERA',
  'LOCATION',
  'BACKGROUND_LOCATION',
  'READ_NOTIFICATIONS',
];

/** The sensitive ones that only the later list holds, in the order of `sensitivePermissions`. */
export function newSensitivePermissions(
  before: readonly AppPermission[],
  after: readonly AppPermission[],
): readonly AppPermissionType[] {
  const { added } = permissionDifference(before, after);
  return sensitivePermissions.filter((type) => added.includes(type));
}
