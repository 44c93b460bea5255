import fc from 'fast-check';
import { type AppVersion, parseAppVersion } from '../../domain/app/version.js';
import { parsed } from './parsed.js';

/** Versions with and without a prerelease and build metadata, close to one another and far. */
export function appVersions(): fc.Arbitrary<AppVersion> {
  const number = fc.oneof(fc.nat(3), fc.nat(20), fc.nat(99_999)).map(String);
  const word = fc.constantFrom('alpha', 'beta', 'rc', 'RC', 'a-b', '-', '0a', '00x');
  const numbers = fc.array(number, { minLength: 3, maxLength: 3 });
  const prerelease = fc.array(fc.oneof(fc.nat(11).map(String), word), { maxLength: 3 });
  const build = fc.array(fc.constantFrom('001', 'exp', 'sha-5114f85', '7'), { maxLength: 2 });
  return fc
    .tuple(numbers, prerelease, build)
    .map(([core, pre, meta]) => `${core.join('.')}${led('-', pre)}${led('+', meta)}`)
    .map((text) => parsed(text, parseAppVersion(text)));
}

function led(sign: string, identifiers: readonly string[]): string {
  return identifiers.length === 0 ? '' : `${sign}${identifiers.join('.')}`;
}
