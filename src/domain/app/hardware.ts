// The hardware that an app needs, and whether a device (smart glasses) has it.

import type { Path } from '../shared/refusal.js';
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

/** All types of hardware that apps can need. */
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
/** A type of hardware of a device. */
export type HardwareType = (typeof hardwareTypes)[number];

/** All levels of a hardware requirement. */
export const hardwareLevels = ['REQUIRED', 'OPTIONAL'] as const;
/** `REQUIRED`: the app does not run without the hardware. `OPTIONAL`: it runs with limits. */
export type HardwareLevel = (typeof hardwareLevels)[number];

/** Hardware that an app needs or can use. */
export interface HardwareRequirement {
  readonly type: HardwareType;
  readonly level: HardwareLevel;
  /** What the app uses it for: at most 500 characters, for people. */
  readonly description?: string;
}

export const maxHardwareDescriptionLength = 500;

/** A hardware requirement as input. */
export interface HardwareRequirementInput {
  readonly type: string;
  readonly level: string;
  readonly description?: string | undefined;
}

/** Refused: `invalid_input` if a type or a level is unknown, a type is given twice, or a description is too long or empty. */
export function parseHardwareRequirements(
  given: readonly HardwareRequirementInput[],
  path: Path,
): ParseResult<readonly HardwareRequirement[]> {
  const tooMany = listLengthIssues(given.length, path, [0, hardwareTypes.length]);
  if (tooMany.length > 0) return refuseWithIssues(tooMany);
  const read = given.map((requirement, index) =>
    parseHardwareRequirement(requirement, [...path, index]),
  );
  const types = given.map(({ type }) => type);
  const repeated = 'this type of hardware is already in the list';
  return collectResults(
    read,
    /* APP-61 */ duplicateIssues(types, (index) => [...path, index, 'type'], repeated),
  );
}

function parseHardwareRequirement(
  given: HardwareRequirementInput,
  path: Path,
): ParseResult<HardwareRequirement> {
  const type = hardwareTypes.find((known) => known === given.type);
  const level = hardwareLevels.find((known) => known === given.level);
  const { description } = given;
  const bounds = { kind: 'prose', min: 1, max: maxHardwareDescriptionLength } as const;
  const issues = [
    ...(type === undefined
      ? [createIssue('unknown', [...path, 'type'], 'this is not a type of hardware')]
      : []),
    ...(level === undefined
      ? [createIssue('unknown', [...path, 'level'], 'the level must be REQUIRED or OPTIONAL')]
      : []),
    ...(description === undefined ? [] : textIssues(description, [...path, 'description'], bounds)),
  ];
  if (type === undefined || level === undefined) return refuseWithIssues(issues);
  return okUnlessIssues(issues, {
    type,
    level,
    ...(description === undefined ? {} : { description }),
  });
}

/** Whether an app runs on a device, and the hardware that is missing there, in the order of `hardwareTypes`. */
export type Compatibility =
  | { readonly kind: 'compatible' }
  /** `missing` is optional hardware. */
  | { readonly kind: 'compatible_with_limits'; readonly missing: readonly HardwareType[] }
  /** `missing` is required hardware, `limits` is missing optional hardware. */
  | {
      readonly kind: 'incompatible';
      readonly missing: readonly HardwareType[];
      readonly limits: readonly HardwareType[];
    };

/** Checks an app against a device with this hardware. Missing required hardware makes it incompatible; missing optional hardware limits it. */
export function checkCompatibility(
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

/** A bit mask with one bit for each type: the first of `hardwareTypes` is the lowest bit. */
export function hardwareMask(types: Iterable<HardwareType>): number {
  const there = new Set(types);
  return hardwareTypes.reduce(
    (mask, type, index) => (there.has(type) ? mask | (1 << index) : mask),
    0,
  );
}

/** The mask of the required hardware. An app runs on a device if the device's mask has all bits of this mask. */
export function requiredHardwareMask(requirements: readonly HardwareRequirement[]): number {
  return hardwareMask(
    requirements.filter(({ level }) => level === 'REQUIRED').map(({ type }) => type),
  );
}
