// Hardware requirements and the compatibility with devices.
import { describe, expect, it } from 'vitest';
import {
  checkCompatibility,
  hardwareMask,
  hardwareTypes,
  parseHardwareRequirements,
  requiredHardwareMask,
} from '../../../src/domain/app/hardware.js';
import { hostileTexts, issueTextsOf } from './support/app-samples.js';

function faults(given: Parameters<typeof parseHardwareRequirements>[0]): readonly string[] {
  return issueTextsOf(parseHardwareRequirements(given, ['hardware']));
}

const needed = [
  { type: 'CAMERA', level: 'REQUIRED' },
  { type: 'LIGHT', level: 'OPTIONAL' },
  { type: 'WIFI', level: 'REQUIRED' },
] as const;

describe('the hardware requirements of an app', () => {
  it('have each type once, with a description', () => {
    const all = hardwareTypes.map((type) => ({ type, level: 'REQUIRED', description: 'to see' }));
    expect(parseHardwareRequirements(all, [])).toEqual({ ok: true, value: all });
    expect(faults([...needed, { type: 'CAMERA', level: 'OPTIONAL' }])).toEqual([
      'repeated hardware.3.type',
    ]);
  });

  it('are refused with all issues at once', () => {
    expect(
      faults([
        { type: 'LASER', level: 'REQUIRED' },
        { type: '__proto__', level: 'REQUIRED' },
        { type: 'CAMERA', level: 'constructor', description: ' ' },
        { type: 'LIGHT', level: 'OPTIONAL', description: '' },
        { type: 'WIFI', level: 'OPTIONAL', description: 'x'.repeat(501) },
      ]),
    ).toEqual([
      'unknown hardware.0.type',
      'unknown hardware.1.type',
      'unknown hardware.2.level',
      'empty hardware.2.description',
      'empty hardware.3.description',
      'too_long hardware.4.description',
    ]);
    expect(faults(Array.from({ length: 100_000 }, () => needed[0]))).toEqual(['too_many hardware']);
  });

  it.each(hostileTexts)('cannot have a description with %s', (_shown, description) => {
    expect(faults([{ ...needed[0], description }])).toHaveLength(1);
  });
});

describe('the compatibility with a device', () => {
  it('is given if the device has everything', () => {
    expect(checkCompatibility(needed, ['WIFI', 'LIGHT', 'CAMERA'])).toEqual({ kind: 'compatible' });
    expect(checkCompatibility([], [])).toEqual({ kind: 'compatible' });
  });

  it('is limited if the device lacks optional hardware', () => {
    expect(checkCompatibility(needed, new Set(['WIFI', 'CAMERA'] as const))).toEqual({
      kind: 'compatible_with_limits',
      missing: ['LIGHT'],
    });
  });

  it('is not given if the device lacks required hardware', () => {
    expect(checkCompatibility(needed, ['IMU'])).toEqual({
      kind: 'incompatible',
      missing: ['CAMERA', 'WIFI'],
      limits: ['LIGHT'],
    });
  });
});

describe('hardware masks', () => {
  it('have one fixed bit for each type', () => {
    expect(hardwareTypes.map((type) => hardwareMask([type]))).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128,
    ]);
    expect(hardwareMask(['CAMERA', 'WIFI', 'CAMERA'])).toBe(129);
    expect(requiredHardwareMask(needed)).toBe(129);
  });
});
