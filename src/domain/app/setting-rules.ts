// What the declarations of settings must keep to.

import type { Issue, Path } from '../shared/refusal.js';
import {
  countIssues,
  isPlainNumber,
  issue,
  nameIssues,
  repetitions,
  textIssues,
} from './issues.js';
import {
  holdsValue,
  type MultiselectSetting,
  type NumericInputSetting,
  type SelectSetting,
  type Setting,
  type SliderSetting,
  type TextSetting,
  type ValueSetting,
} from './setting.js';
import { settingValueIssues } from './setting-values.js';

const mostSettings = /* APP-53 */ 100;
const mostOptions = /* APP-55 */ 200;
const maxLabelLength = 200;
/** Characters of an option's value. */
const maxOptionValueLength = 200;
/** Characters of a line to read. */
const maxTitleValueLength = 1_000;
/** Characters that any text may be given. */
const maxTextLength = 10_000;

const keyForm = /* APP-54 */ /^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$/;
const keyRule = 'a key is a letter and up to 63 letters, digits, dots, hyphens and underscores';
const label = { kind: 'line', min: 1, max: maxLabelLength } as const;

/** Everything that is wrong with an app's settings, each at its place behind `at`. */
export function settingsIssues(settings: readonly Setting[], at: Path): readonly Issue[] {
  const tooMany = countIssues(settings.length, at, [0, mostSettings]);
  if (tooMany.length > 0) return tooMany;
  // What has no key is like no other.
  const keys = settings.map((setting, index) => (holdsValue(setting) ? setting.key : index));
  return [
    ...settings.flatMap((setting, index) => settingIssues(setting, [...at, index])),
    ...repetitions(keys, (index) => [...at, index, 'key'], 'another setting has this key'), // APP-52
  ];
}

function settingIssues(setting: Setting, at: Path): readonly Issue[] {
  switch (setting.type) {
    case 'group':
      return textIssues(setting.title, [...at, 'title'], label);
    case 'titleValue':
      return [
        ...textIssues(setting.label, [...at, 'label'], label),
        ...textIssues(setting.value, [...at, 'value'], {
          kind: 'line',
          min: 0,
          max: maxTitleValueLength,
        }),
      ];
    default:
      return valueSettingIssues(setting, at);
  }
}

/** A default is looked at once what bounds it is right. */
function valueSettingIssues(setting: ValueSetting, at: Path): readonly Issue[] {
  const bounds = boundsIssues(setting, at);
  return [
    ...nameIssues(setting.key, [...at, 'key'], keyForm, keyRule),
    ...textIssues(setting.label, [...at, 'label'], label),
    ...bounds,
    ...(bounds.length > 0 || setting.defaultValue === undefined
      ? []
      : /* APP-56 */ settingValueIssues(setting, setting.defaultValue, [...at, 'defaultValue'])),
  ];
}

function boundsIssues(setting: ValueSetting, at: Path): readonly Issue[] {
  switch (setting.type) {
    case 'toggle':
    case 'time_picker':
      return []; // APP-51
    case 'text':
    case 'text_no_save_button':
      return lengthIssues(setting, at);
    case 'select':
    case 'select_with_search':
    case 'multiselect':
      return optionsIssues(setting.options, [...at, 'options']);
    case 'slider':
    case 'numeric_input':
      return rangeIssues(setting, at);
  }
}

function lengthIssues({ maxLength = 1 }: TextSetting, at: Path): readonly Issue[] {
  if (Number.isInteger(maxLength) && maxLength >= 1 && maxLength <= maxTextLength) return [];
  const message = `the longest length is a whole number from 1 to ${maxTextLength}`;
  return [issue('out_of_range', [...at, 'maxLength'], message)];
}

type Options = (SelectSetting | MultiselectSetting)['options'];

function optionsIssues(options: Options, at: Path): readonly Issue[] {
  const miscounted = countIssues(options.length, at, [1, mostOptions]);
  if (miscounted.length > 0) return miscounted;
  const values = options.map(({ value }) => value);
  return [
    ...options.flatMap((option, index) => [
      ...textIssues(option.label, [...at, index, 'label'], label),
      ...textIssues(option.value, [...at, index, 'value'], {
        kind: 'line',
        min: 0,
        max: maxOptionValueLength,
      }),
    ]),
    ...repetitions(values, (index) => [...at, index, 'value'], 'another option has this value'),
  ];
}

type NumberSetting = SliderSetting | NumericInputSetting;

function rangeIssues({ min, max, step }: NumberSetting, at: Path): readonly Issue[] {
  const misread = Object.entries({ min, max, step })
    .filter(([, value]) => value !== undefined && !isBound(value))
    .map(([field]) => issue('type', [...at, field], `this is a number within ±${furthest}`));
  if (misread.length > 0) return misread;
  return [
    .../* APP-57 */ (min !== undefined && max !== undefined && min >= max
      ? [issue('out_of_range', [...at, 'max'], 'the maximum is above the minimum')]
      : []),
    ...(step !== undefined && step < finestStep
      ? [issue('out_of_range', [...at, 'step'], `a step is at least ${finestStep}`)]
      : []),
  ];
}

/** Beyond these a double no longer counts one by one. */
const furthest = Number.MAX_SAFE_INTEGER;
const finestStep = 0.000_001;

function isBound(value: unknown): boolean {
  return isPlainNumber(value) && Math.abs(value) <= furthest;
}
