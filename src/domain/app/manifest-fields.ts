// The single fields of a manifest as they come in: each is read to what is kept, or refused at its name.

import { type DisplayName, parseDisplayName } from '../shared/display-name.js';
import type { NameFault } from '../shared/refusal.js';
import { ok } from '../shared/result.js';
import type { HasPublicSuffix } from '../shared/web-address.js';
import { type AppType, readAppType } from './app-type.js';
import { parseHttpsAddress } from './https-address.js';
import { type Read, refusedAt, textIssues, unlessAny } from './issues.js';
import { type AppVersion, maxVersionLength, parseAppVersion } from './version.js';

const nameFaults: Readonly<Record<NameFault, string>> = {
  empty: 'the name is empty',
  too_long: 'the name is too long',
  no_letter_or_digit: 'the name holds no letter or digit',
  ill_formed: 'the name holds half of a surrogate pair',
  invisible_character: 'the name holds an invisible character',
  markup: 'the name holds < or >',
  web_address: 'the name holds a web address',
};

export function readName(text: string, hasPublicSuffix: HasPublicSuffix): Read<DisplayName> {
  const name = parseDisplayName(text, hasPublicSuffix, ['name']);
  return name.ok ? name : refusedAt('name', ['name'], nameFaults[name.refusal.reason]);
}

/** Null takes the field away. */
function optional<T>(
  read: (text: string) => Read<T>,
): (text: string | null) => Read<T | undefined> {
  return (text) => (/* APP-17 */ text === null ? ok(undefined) : read(text));
}

export function prose(
  field: string,
  max: number,
): (text: string | null) => Read<string | undefined> {
  return optional((text) =>
    unlessAny(textIssues(text, [field], { kind: 'prose', min: 1, max }), text),
  );
}

export function address(field: string): (text: string | null) => Read<string | undefined> {
  return optional((text) => parseHttpsAddress(text, [field]));
}

export const readVersion: (text: string | null) => Read<AppVersion | undefined> = optional(
  (text) => {
    const version = parseAppVersion(text);
    const message = `a version is written as 1.2.3, with at most ${maxVersionLength} characters`;
    return version === null ? refusedAt('form', ['version'], message) : ok(version);
  },
);

export function readType(text: string): Read<AppType> {
  const type = readAppType(text);
  return type === null ? refusedAt('unknown', ['appType'], 'this is no type of apps') : ok(type);
}
