// Parses single fields of a manifest. A refusal has the field's name as its path.

import { type DisplayName, parseDisplayName } from '../shared/display-name.js';
import type { NameFault } from '../shared/refusal.js';
import { ok } from '../shared/result.js';
import { textIssues } from '../shared/text-issues.js';
import { type AppType, parseAppType } from './app-type.js';
import { type AppVersion, maxVersionLength, parseAppVersion } from './app-version.js';
import { parseHttpsAddress } from './https-address.js';
import { okUnlessIssues, type ParseResult, refuseWithIssue } from './manifest-issues.js';

export const maxAppDescriptionLength = /* APP-19 */ 4_000;
export const maxOnboardingInstructionsLength = 5_000;

const nameProblemMessages: Readonly<Record<NameFault, string>> = {
  empty: 'the name is empty',
  too_long: 'the name is too long',
  no_letter_or_digit: 'the name contains no letter or digit',
  ill_formed: 'the name contains half of a surrogate pair',
  invisible_character: 'the name contains an invisible character',
  markup: 'the name contains < or >',
  web_address: 'the name contains a web address',
};

export function parseNameField(text: string): ParseResult<DisplayName> {
  const name = parseDisplayName(text, ['name']);
  return name.ok
    ? name
    : refuseWithIssue('name', ['name'], nameProblemMessages[name.refusal.reason]);
}

/** A parser of an optional field. Null removes the field. */
function nullableFieldParser<T>(
  read: (text: string) => ParseResult<T>,
): (text: string | null) => ParseResult<T | undefined> {
  return (text) => (text === null ? ok(undefined) : read(text));
}

export function proseFieldParser(
  field: string,
  max: number,
): (text: string | null) => ParseResult<string | undefined> {
  return nullableFieldParser((text) =>
    okUnlessIssues(/* APP-24 */ textIssues(text, [field], { kind: 'prose', min: 1, max }), text),
  );
}

export function addressFieldParser(
  field: string,
): (text: string | null) => ParseResult<string | undefined> {
  return nullableFieldParser((text) => parseHttpsAddress(text, [field]));
}

export const parseVersionField: (text: string | null) => ParseResult<AppVersion | undefined> =
  nullableFieldParser((text) => {
    const version = parseAppVersion(text);
    const message = `this is not a version; write it like 1.2.3, with at most ${maxVersionLength} characters`;
    return version === null ? refuseWithIssue('form', ['version'], message) : ok(version);
  });

export function parseAppTypeField(text: string): ParseResult<AppType> {
  const type = parseAppType(text);
  return type === null
    ? refuseWithIssue('unknown', ['appType'], 'this is not a type of app')
    : ok(type);
}
