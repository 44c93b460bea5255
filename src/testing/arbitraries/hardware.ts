import fc from 'fast-check';
import {
  type HardwareRequirement,
  type HardwareType,
  hardwareLevels,
  hardwareTypes,
} from '../../domain/app/hardware.js';
import { prose } from './prose.js';

/** Hardware requirements of an app: each hardware type at most once. */
export function hardwareRequirements(): fc.Arbitrary<readonly HardwareRequirement[]> {
  return deviceHardware().chain((types) => fc.tuple(...types.map(requirementOf)));
}

/** The hardware of a pair of glasses, in any order. */
export function deviceHardware(): fc.Arbitrary<readonly HardwareType[]> {
  return fc.shuffledSubarray([...hardwareTypes]);
}

function requirementOf(type: HardwareType): fc.Arbitrary<HardwareRequirement> {
  return fc.record(
    { type: fc.constant(type), level: fc.constantFrom(...hardwareLevels), description: prose() },
    { noNullPrototype: true, requiredKeys: ['type', 'level'] },
  );
}
