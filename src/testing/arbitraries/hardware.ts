import fc from 'fast-check';
import {
  type HardwareRequirement,
  type HardwareType,
  hardwareLevels,
  hardwareTypes,
} from '../../domain/app/hardware.js';
import { proseTexts } from './prose.js';

/** Hardware requirements of an app: each hardware type at most once. */
export function hardwareRequirementLists(): fc.Arbitrary<readonly HardwareRequirement[]> {
  return deviceHardwareLists().chain((types) => fc.tuple(...types.map(requirementsOfType)));
}

/** The hardware of a pair of glasses, in any order. */
export function deviceHardwareLists(): fc.Arbitrary<readonly HardwareType[]> {
  return fc.shuffledSubarray([...hardwareTypes]);
}

function requirementsOfType(type: HardwareType): fc.Arbitrary<HardwareRequirement> {
  return fc.record(
    {
      type: fc.constant(type),
      level: fc.constantFrom(...hardwareLevels),
      description: proseTexts(),
    },
    { noNullPrototype: true, requiredKeys: ['type', 'level'] },
  );
}
