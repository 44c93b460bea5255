// Properties of hardware requirements.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCompatibility,
  hardwareMask,
  parseHardwareRequirements,
  requiredHardwareMask,
} from '../../../src/domain/app/hardware.js';
import {
  deviceHardwareLists,
  hardwareRequirementLists,
} from '../../../src/testing/arbitraries/hardware.js';

describe('the hardware requirements of an app', () => {
  it('are parsed without a change', () => {
    fc.assert(
      fc.property(hardwareRequirementLists(), (requirements) => {
        expect(parseHardwareRequirements(requirements, [])).toEqual({
          ok: true,
          value: requirements,
        });
      }),
    );
  });

  it("are met exactly if the device's mask has all bits of the required mask", () => {
    fc.assert(
      fc.property(hardwareRequirementLists(), deviceHardwareLists(), (requirements, device) => {
        const runs = (requiredHardwareMask(requirements) & ~hardwareMask(device)) === 0;
        expect(checkCompatibility(requirements, device).kind !== 'incompatible').toBe(runs);
      }),
    );
  });

  it('are missing by level if the device does not have the type', () => {
    fc.assert(
      fc.property(hardwareRequirementLists(), deviceHardwareLists(), (requirements, device) => {
        const lacked = requirements.filter(({ type }) => !device.includes(type));
        const at = (level: string) =>
          lacked.filter((one) => one.level === level).map(({ type }) => type);
        const found = checkCompatibility(requirements, new Set(device));
        const missing = found.kind === 'incompatible' ? found.missing : [];
        const limits =
          found.kind === 'compatible_with_limits'
            ? found.missing
            : found.kind === 'incompatible'
              ? found.limits
              : [];
        expect([...missing].sort()).toEqual(at('REQUIRED').sort());
        expect([...limits].sort()).toEqual(at('OPTIONAL').sort());
      }),
    );
  });
});
