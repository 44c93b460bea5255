import { describe, expect, it } from 'vitest';
import {
  compatibility,
  hardwareMask,
  hardwareTypes,
  readHardware,
  requiredMask,
} from '../../../src/domain/app/hardware.js';
import { faultsOf, hostileTexts } from './support/app-samples.js';

function faults(given: Parameters<typeof readHardware>[0]): readonly string[] {
  return faultsOf(readHardware(given, ['hardware']));
}

const needed = [
  { type: 'CAMERA', level: 'REQUIRED' },
  { type: 'LIGHT', level: 'OPTIONAL' },
  { type: 'WIFI', level: 'REQUIRED' },
] as const;

describe('what an app needs of hardware', () => {
  it('is each kind once, with what it is for', () => {
    const all = hardwareTypes.map((type) => ({ type, level: 'REQUIRED', description: 'to see' }));
    expect(readHardware(all, [])).toEqual({ ok: true, value: all });
    expect(faults([...needed, { type: 'CAMERA', level: 'OPTIONAL' }])).toEqual([
      'repeated hardware.3.type',
    ]);
  });

  it('is refused with everything that is wrong at once', () => {
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

  it.each(hostileTexts)('is for nothing such as %s', (_shown, description) => {
    expect(faults([{ ...needed[0], description }])).toHaveLength(1);
  });
});

describe('a device', () => {
  it('fits where it has everything', () => {
    expect(compatibility(needed, ['WIFI', 'LIGHT', 'CAMERA'])).toEqual({ kind: 'compatible' });
    expect(compatibility([], [])).toEqual({ kind: 'compatible' });
  });

  it('fits with limits where it lacks what the app would make use of', () => {
    expect(compatibility(needed, new Set(['WIFI', 'CAMERA'] as const))).toEqual({
      kind: 'compatible_with_limits',
      missing: ['LIGHT'],
    });
  });

  it('does not fit where it lacks what the app needs', () => {
    expect(compatibility(needed, ['IMU'])).toEqual({
      kind: 'incompatible',
      missing: ['CAMERA', 'WIFI'],
      limits: ['LIGHT'],
    });
  });
});

describe('masks of hardware', () => {
  it('have one bit a kind, which stays as it is', () => {
    expect(hardwareTypes.map((type) => hardwareMask([type]))).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128,
    ]);
    expect(hardwareMask(['CAMERA', 'WIFI', 'CAMERA'])).toBe(129);
    expect(requiredMask(needed)).toBe(129);
  });
});
