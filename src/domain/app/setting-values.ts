// Checks the values of settings: the default values in a manifest and the values that users set.

import { isOnDecimalStep } from '../shared/decimal.js';
import type { Issue, Path } from '../shared/refusal.js';
import { ok } from '../shared/result.js';
import { textIssues } from '../shared/text-issues.js';
import {
  createIssue,
  duplicateIssues,
  isJsonNumber,
  issuesOf,
  okUnlessIssues,
  type ParseResult,
  refuseWithIssue,
  truncateIdentifier,
} from './manifest-issues.js';
import {
  isValueSetting,
  type MultiselectSetting,
  type NumberSetting,
  type SelectSetting,
  type Setting,
  type TextSetting,
  type TimePickerSetting,
  type ValueSetting,
} from './setting.js';

/** The value of a setting. */
export type SettingValue = boolean | number | string | readonly string[];
/** Values by the keys of the settings. A setting without a default is absent until it is set. */
export type SettingValues = Readonly<Record<string, SettingValue>>;

/** The maximum length of a text if its setting has no `maxLength`, in characters. */
const defaultMaxTextLength = 1_000;

/** All issues of a value. Empty if the value is valid for the setting. */
export function settingValueIssues(
  setting: ValueSetting,
  value: unknown,
  path: Path,
): readonly Issue[] {
  return issuesOf(parseSettingValue(setting, value, path));
}

function parseSettingValue(
  setting: ValueSetting,
  value: unknown,
  path: Path,
): ParseResult<SettingValue> {
  switch (setting.type) {
    case 'toggle':
      return typeof value === 'boolean'
        ? ok(value)
        : refuseWithIssue('type', path, 'this must be true or false');
    case 'text':
    case 'text_no_save_button':
      return parseTextValue(setting, value, path);
    case 'select':
    case 'select_with_search':
      return parseSelectValue(setting, value, path);
    case 'multiselect':
      return parseMultiselectValue(setting, value, path);
    case 'slider':
    case 'numeric_input':
      return parseNumberValue(setting, value, path);
    case 'time_picker':
      return parseTimeValue(setting, value, path);
  }
}

function parseTextValue(
  { maxLength }: TextSetting,
  value: unknown,
  path: Path,
): ParseResult<string> {
  if (typeof value !== 'string') return refuseWithIssue('type', path, 'this must be a text');
  const max = maxLength ?? defaultMaxTextLength;
  return okUnlessIssues(textIssues(value, path, { kind: 'typed', min: 0, max }), value);
}

function parseSelectValue(
  { options }: SelectSetting,
  value: unknown,
  path: Path,
): ParseResult<string> {
  const option = options.find((one) => one.value === value);
  return option === undefined
    ? refuseWithIssue('no_option', path, 'this is not the value of an option')
    : ok(option.value);
}

function parseMultiselectValue(
  { options }: MultiselectSetting,
  value: unknown,
  path: Path,
): ParseResult<readonly string[]> {
  if (!Array.isArray(value))
    return refuseWithIssue('type', path, 'this must be a list of option values');
  if (value.length > options.length)
    return refuseWithIssue(
      'too_many',
      path,
      'the list has more entries than the setting has options',
    );
  const given: readonly unknown[] = Array.from<unknown>(value);
  const values = new Set(options.map((option) => option.value));
  const chosen = given.flatMap((one) => (typeof one === 'string' && values.has(one) ? [one] : []));
  if (chosen.length < given.length)
    return refuseWithIssue('no_option', path, 'the list contains a value that is not an option');
  const twice = duplicateIssues(
    chosen,
    (index) => [...path, index],
    'this option is already in the list',
  );
  return okUnlessIssues(twice, chosen);
}

function parseNumberValue(setting: NumberSetting, value: unknown, path: Path): ParseResult<number> {
  if (!isJsonNumber(value))
    return refuseWithIssue('type', path, 'this must be a finite number and not negative zero');
  const { min = -Infinity, max = Infinity, step } = setting;
  if (value < min || value > max)
    return refuseWithIssue('out_of_range', path, `this must be ${rangeText(setting)}`);
  if (step !== undefined && /* APP-92 */ !isOnDecimalStep(value, setting.min ?? 0, step))
    return refuseWithIssue('off_step', path, `this must be on a step of ${step}`);
  return ok(value);
}

function rangeText({ min, max }: NumberSetting): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
}

function parseTimeValue(
  { showSeconds }: TimePickerSetting,
  value: unknown,
  path: Path,
): ParseResult<string> {
  const [form, written] =
    showSeconds === true
      ? [/^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$/, 'HH:MM:SS']
      : [/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/, 'HH:MM'];
  return typeof value === 'string' && value.length === written.length && form.test(value)
    ? ok(value)
    : refuseWithIssue('form', path, `this must be a time of day, written as ${written}`);
}

/** The maximum number of issues in one refusal. */
const maxSettingValueIssues = 100;

/**
 * Parses the values that users set, and adds the default values of the others. `given` can be any value. Refused:
 * `invalid_input` if a key is not a setting of the app, or a value is not valid for its setting.
 */
export function parseSettingValues(
  settings: readonly Setting[],
  given: unknown,
): ParseResult<SettingValues> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return refuseWithIssue(
      'type',
      [],
      'this must be an object with values by the keys of the settings',
    );
  const values = new Map<string, unknown>(Object.entries(given));
  const holding = settings.filter(isValueSetting);
  const read = holding.flatMap((setting) => {
    const set = values.get(setting.key);
    const value = /* APP-59 */ set === undefined ? setting.defaultValue : set;
    if (value === undefined) return [];
    return [[setting.key, parseSettingValue(setting, value, [setting.key])] as const];
  });
  const issues = [
    ...read.flatMap(([, value]) => issuesOf(value)), // APP-58
    ...unknownKeyIssues(values, new Set(holding.map(({ key }) => key))), // APP-60
  ];
  const taken = read.flatMap(([key, value]) => (value.ok ? [[key, value.value] as const] : []));
  return okUnlessIssues(issues.slice(0, maxSettingValueIssues), Object.fromEntries(taken));
}

function unknownKeyIssues(
  values: ReadonlyMap<string, unknown>,
  known: ReadonlySet<string>,
): readonly Issue[] {
  return [...values.keys()]
    .filter((key) => !known.has(key))
    .slice(0, maxSettingValueIssues)
    .map((key) =>
      createIssue('unknown', [truncateIdentifier(key)], 'the app has no setting with this key'),
    );
}
