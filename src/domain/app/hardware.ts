// What an app needs of the glasses it runs on, and whether a pair of glasses has it.

import type { Path } from '../shared/refusal.js';
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

/** All kinds of hardware that apps may need. */
export const hardwareTypes = [
  'CAMERA',
  'DISPLAY',
  'MICROPHONE',
  'SPEAKER',
  'IMU',
  'BUTTON',
  'LIGHT',
  'WIFI',
] as const;
/** A part of a pair of glasses. */
export type HardwareType = (typeof hardwareTypes)[number];

/** All levels of need. */
export const hardwareLevels = ['REQUIRED', 'OPTIONAL'] as const;
/** Whether the app runs without it. */
export type HardwareLevel = (typeof hardwareLevels)[number];

/** A part that an app needs, or makes use of. */
export interface HardwareRequirement {
  readonly type: HardwareType;
  readonly level: HardwareLevel;
  /** What for, for people: at most 500 characters. */
  readonly description?: string;
}

export const maxHardwareDescriptionLength = 500;

/** A requirement as it comes in. */
export interface GivenHardware {
  readonly type: string;
  readonly level: string;
  readonly description?: string | undefined;
}

/** Refused where a type or a level is unknown, a type stands twice, or a description is too long or empty. */
export function readHardware(
  given: readonly GivenHardware[],
  at: Path,
): Read<readonly HardwareRequirement[]> {
  const tooMany = countIssues(given.length, at, [0, hardwareTypes.length]);
  if (tooMany.length > 0) return refusedFor(tooMany);
  const read = given.map((requirement, index) => readRequirement(requirement, [...at, index]));
  const types = given.map(({ type }) => type);
  const repeated = 'each kind of hardware stands once';
  return allOf(
    read,
    /* APP-61 */ repetitions(types, (index) => [...at, index, 'type'], repeated),
  );
}

function readRequirement(given: GivenHardware, at: Path): Read<HardwareRequirement> {
  const type = hardwareTypes.find((known) => known === given.type);
  const level = hardwareLevels.find((known) => known === given.level);
  const { description } = given;
  const bounds = { kind: 'prose', min: 1, max: maxHardwareDescriptionLength } as const;
  const issues = [
    ...(type === undefined
      ? [issue('unknown', [...at, 'type'], 'this is no kind of hardware')]
      : []),
    ...(level === undefined
      ? [issue('unknown', [...at, 'level'], 'the level is REQUIRED or OPTIONAL')]
      : []),
    ...(description === undefined ? [] : textIssues(description, [...at, 'description'], bounds)),
  ];
  if (type === undefined || level === undefined) return refusedFor(issues);
  return unlessAny(issues, { type, level, ...(description === undefined ? {} : { description }) });
}

/** Whether an app runs on a device, and what it lacks there, in the order of `hardwareTypes`. */
export type Compatibility =
  | { readonly kind: 'compatible' }
  /** `missing` is what the app would make use of. */
  | { readonly kind: 'compatible_with_limits'; readonly missing: readonly HardwareType[] }
  /** `missing` is what it needs, `limits` what it would make use of besides. */
  | {
      readonly kind: 'incompatible';
      readonly missing: readonly HardwareType[];
      readonly limits: readonly HardwareType[];
    };

/** Whether an app runs on glasses that have these: not where something required is missing, and less well where something optional is. */
export function compatibility(
  requirements: readonly HardwareRequirement[],
  device: ReadonlySet<HardwareType> | readonly HardwareType[],
): Compatibility {
  const has = new Set(device);
  const lacks = (level: HardwareLevel) =>
    hardwareTypes.filter(
      (type) =>
        !has.has(type) &&
        requirements.some(
          (requirement) => requirement.type === type && requirement.level === level,
        ),
    );
  const [missing, limits] = [lacks('REQUIRED'), lacks('OPTIONAL')];
  if (missing.length > 0) return { kind: 'incompatible', missing, limits }; // APP-62
  if (limits.length > 0) return { kind: 'compatible_with_limits', missing: limits }; // APP-63
  return { kind: 'compatible' };
}

/** One bit a type, in the order of `hardwareTypes`, the first one lowest. */
export function hardwareMask(types: Iterable<HardwareType>): number {
  const there = new Set(types);
  return hardwareTypes.reduce(
    (mask, type, index) => (there.has(type) ? mask | (1 << index) : mask),
    0,
  );
}

/** The mask of what is required: an app runs on a device where no bit of it is outside the device's mask. */
export function requiredMask(requirements: readonly HardwareRequirement[]): number {
  return hardwareMask(
    requirements.filter(({ level }) => level === 'REQUIRED').map(({ type }) => type),
  );
}
