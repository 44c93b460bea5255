import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compatibility,
  hardwareMask,
  readHardware,
  requiredMask,
} from '../../../src/domain/app/hardware.js';
import { devices, hardwareRequirements } from '../../../src/testing/arbitraries/hardware.js';

describe('what an app needs of hardware', () => {
  it('is read as it is', () => {
    fc.assert(
      fc.property(hardwareRequirements(), (requirements) => {
        expect(readHardware(requirements, [])).toEqual({ ok: true, value: requirements });
      }),
    );
  });

  it('is there exactly where no bit of what is required is outside the mask of the device', () => {
    fc.assert(
      fc.property(hardwareRequirements(), devices(), (requirements, device) => {
        const runs = (requiredMask(requirements) & ~hardwareMask(device)) === 0;
        expect(compatibility(requirements, device).kind !== 'incompatible').toBe(runs);
      }),
    );
  });

  it('is missing where the device has not got it, each kind at its level', () => {
    fc.assert(
      fc.property(hardwareRequirements(), devices(), (requirements, device) => {
        const lacked = requirements.filter(({ type }) => !device.includes(type));
        const at = (level: string) =>
          lacked.filter((one) => one.level === level).map(({ type }) => type);
        const found = compatibility(requirements, new Set(device));
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
