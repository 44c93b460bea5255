import fc from 'fast-check';
import {
  type HardwareRequirement,
  type HardwareType,
  hardwareLevels,
  hardwareTypes,
} from '../../domain/app/hardware.js';
import { prose } from './sentences.js';

/** What an app needs and makes use of: each kind of hardware at most once. */
export function hardwareRequirements(): fc.Arbitrary<readonly HardwareRequirement[]> {
  return devices().chain((types) => fc.tuple(...types.map(requirementOf)));
}

/** What a pair of glasses has, in any order. */
export function devices(): fc.Arbitrary<readonly HardwareType[]> {
  return fc.shuffledSubarray([...hardwareTypes]);
}

function requirementOf(type: HardwareType): fc.Arbitrary<HardwareRequirement> {
  return fc.record(
    { type: fc.constant(type), level: fc.constantFrom(...hardwareLevels), description: prose() },
    { noNullPrototype: true, requiredKeys: ['type', 'level'] },
  );
}
