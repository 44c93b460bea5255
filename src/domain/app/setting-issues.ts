// Checks the declarations of an app's settings.

import type { Issue, Path } from '../shared/refusal.js';
import { textIssues } from '../shared/text-issues.js';
import {
  createIssue,
  duplicateIssues,
  identifierIssues,
  isJsonNumber,
  listLengthIssues,
} from './manifest-issues.js';
import {
  isValueSetting,
  type MultiselectSetting,
  type NumberSetting,
  type SelectSetting,
  type Setting,
  settingKeyPattern,
  type TextSetting,
  type ValueSetting,
} from './setting.js';
import { settingValueIssues } from './setting-values.js';

const maxSettings = /* APP-53 */ 100;
const maxOptions = /* APP-55 */ 200;
const maxLabelLength = 200;
/** The maximum length of an option's value, in characters. */
const maxOptionValueLength = 200;
/** The maximum length of the value of a `titleValue` line, in characters. */
const maxTitleValueLength = 1_000;
/** The highest `maxLength` that a text setting can declare. */
const maxTextLength = 10_000;

const settingKeyMessage =
  'a key must be a letter and up to 63 letters, digits, dots, hyphens and underscores';
const labelRules = { kind: 'line', min: 1, max: maxLabelLength } as const;

/** All issues of an app's settings. Their paths begin with `path`. */
export function settingListIssues(settings: readonly Setting[], path: Path): readonly Issue[] {
  const tooMany = listLengthIssues(settings.length, path, [0, maxSettings]);
  if (tooMany.length > 0) return tooMany;
  // A setting without a key is never a duplicate.
  const keys = settings.map((setting, index) => (isValueSetting(setting) ? setting.key : index));
  return [
    ...settings.flatMap((setting, index) => settingIssues(setting, [...path, index])),
    ...duplicateIssues(keys, (index) => [...path, index, 'key'], 'another setting has this key'), // APP-52
  ];
}

function settingIssues(setting: Setting, path: Path): readonly Issue[] {
  switch (setting.type) {
    case 'group':
      return textIssues(setting.title, [...path, 'title'], labelRules);
    case 'titleValue':
      return [
        ...textIssues(setting.label, [...path, 'label'], labelRules),
        ...textIssues(setting.value, [...path, 'value'], {
          kind: 'line',
          min: 0,
          max: maxTitleValueLength,
        }),
      ];
    default:
      return editableSettingIssues(setting, path);
  }
}

/** A default value is checked only if the setting's constraints are valid. */
function editableSettingIssues(setting: ValueSetting, path: Path): readonly Issue[] {
  const bounds = constraintIssues(setting, path);
  return [
    ...identifierIssues(setting.key, [...path, 'key'], settingKeyPattern, settingKeyMessage),
    ...textIssues(setting.label, [...path, 'label'], labelRules),
    ...bounds,
    ...(bounds.length > 0 ? [] : defaultValueIssues(setting, [...path, 'defaultValue'])),
  ];
}

/** A default text is published, so it has stricter rules than what a user types. */
function defaultValueIssues(setting: ValueSetting, path: Path): readonly Issue[] {
  const { defaultValue } = setting;
  if (defaultValue === undefined) return [];
  const issues = /* APP-56 */ settingValueIssues(setting, defaultValue, path);
  const isText = setting.type === 'text' || setting.type === 'text_no_save_button';
  if (issues.length > 0 || !isText || setting.defaultValue === undefined) return issues;
  return textIssues(setting.defaultValue, path, { kind: 'prefilled', min: 0, max: maxTextLength });
}

function constraintIssues(setting: ValueSetting, path: Path): readonly Issue[] {
  switch (setting.type) {
    case 'toggle':
    case 'time_picker':
      return [];
    case 'text':
    case 'text_no_save_button':
      return maxLengthIssues(setting, path);
    case 'select':
    case 'select_with_search':
    case 'multiselect':
      return optionsIssues(setting, [...path, 'options']);
    case 'slider':
    case 'numeric_input':
      return rangeIssues(setting, path);
  }
}

function maxLengthIssues({ maxLength }: TextSetting, path: Path): readonly Issue[] {
  if (maxLength === undefined) return [];
  if (Number.isInteger(maxLength) && maxLength >= 1 && maxLength <= maxTextLength) return [];
  const message = `maxLength must be a whole number from 1 to ${maxTextLength}`;
  return [createIssue('out_of_range', [...path, 'maxLength'], message)];
}

function optionsIssues(
  { options }: SelectSetting | MultiselectSetting,
  path: Path,
): readonly Issue[] {
  const miscounted = listLengthIssues(options.length, path, [1, maxOptions]);
  if (miscounted.length > 0) return miscounted;
  const values = options.map(({ value }) => value);
  return [
    ...options.flatMap((option, index) => [
      ...textIssues(option.label, [...path, index, 'label'], labelRules),
      ...textIssues(option.value, [...path, index, 'value'], {
        kind: 'line',
        min: 0,
        max: maxOptionValueLength,
      }),
    ]),
    ...duplicateIssues(
      values,
      (index) => [...path, index, 'value'],
      'another option has this value',
    ),
  ];
}

function rangeIssues({ min, max, step }: NumberSetting, path: Path): readonly Issue[] {
  const misread = Object.entries({ min, max, step })
    .filter(([, value]) => value !== undefined && !isWithinSafeIntegers(value))
    .map(([field]) =>
      createIssue('type', [...path, field], `this must be a number within ±${maxSettingNumber}`),
    );
  if (misread.length > 0) return misread;
  return [
    .../* APP-57 */ (min !== undefined && max !== undefined && min >= max
      ? [createIssue('out_of_range', [...path, 'max'], 'the maximum must be above the minimum')]
      : []),
    ...(step !== undefined && step < minStep
      ? [createIssue('out_of_range', [...path, 'step'], `a step must be at least ${minStep}`)]
      : []),
  ];
}

/** Above this, a double cannot represent every whole number. */
const maxSettingNumber = Number.MAX_SAFE_INTEGER;
const minStep = 0.000_001;

function isWithinSafeIntegers(value: unknown): boolean {
  return isJsonNumber(value) && Math.abs(value) <= maxSettingNumber;
}
