import fc from 'fast-check';
import { type AppVersion, parseAppVersion } from '../../domain/app/app-version.js';
import { parsedOrThrow } from './parsed-or-throw.js';

/** Versions with and without a prerelease and build metadata; many differ only a little. */
export function appVersions(): fc.Arbitrary<AppVersion> {
  const number = fc.oneof(fc.nat(3), fc.nat(20), fc.nat(99_999)).map(String);
  const word = fc.constantFrom('alpha', 'beta', 'rc', 'RC', 'a-b', '-', '0a', '00x');
  const numbers = fc.array(number, { minLength: 3, maxLength: 3 });
  const prerelease = fc.array(fc.oneof(fc.nat(11).map(String), word), { maxLength: 3 });
  const build = fc.array(fc.constantFrom('001', 'exp', 'sha-5114f85', '7'), { maxLength: 2 });
  return fc
    .tuple(numbers, prerelease, build)
    .map(
      ([core, prereleaseIdentifiers, buildIdentifiers]) =>
        `${core.join('.')}${versionPartOrEmpty('-', prereleaseIdentifiers)}${versionPartOrEmpty('+', buildIdentifiers)}`,
    )
    .map((text) => parsedOrThrow(text, parseAppVersion(text)));
}

function versionPartOrEmpty(sign: string, identifiers: readonly string[]): string {
  return identifiers.length === 0 ? '' : `${sign}${identifiers.join('.')}`;
}
