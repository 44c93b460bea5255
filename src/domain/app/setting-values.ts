// The one rule of what a setting may hold: for the defaults of a manifest and for what people set.

import type { Issue, Path } from '../shared/refusal.js';
import { ok } from '../shared/result.js';
import {
  isPlainNumber,
  issue,
  issuesOf,
  type Read,
  refusedAt,
  repetitions,
  shownName,
  textIssues,
  unlessAny,
} from './issues.js';
import {
  holdsValue,
  type MultiselectSetting,
  type NumericInputSetting,
  type SelectSetting,
  type Setting,
  type SliderSetting,
  type TextSetting,
  type TimePickerSetting,
  type ValueSetting,
} from './setting.js';

/** What a setting may hold. */
export type SettingValue = boolean | number | string | readonly string[];
/** By the settings' keys; one without a default is absent until it is set. */
export type SettingValues = Readonly<Record<string, SettingValue>>;

/** Characters of a text, where its setting says no other number. */
const presetTextLength = 1_000;

/** Everything that is wrong with a value; none where the setting holds it. */
export function settingValueIssues(
  setting: ValueSetting,
  value: unknown,
  at: Path,
): readonly Issue[] {
  return issuesOf(readSettingValue(setting, value, at));
}

function readSettingValue(setting: ValueSetting, value: unknown, at: Path): Read<SettingValue> {
  switch (setting.type) {
    case 'toggle':
      return typeof value === 'boolean'
        ? ok(value)
        : refusedAt('type', at, 'this is true or false');
    case 'text':
    case 'text_no_save_button':
      return readText(setting, value, at);
    case 'select':
    case 'select_with_search':
      return readChoice(setting, value, at);
    case 'multiselect':
      return readChoices(setting, value, at);
    case 'slider':
    case 'numeric_input':
      return readNumber(setting, value, at);
    case 'time_picker':
      return readTime(setting, value, at);
  }
}

function readText({ maxLength }: TextSetting, value: unknown, at: Path): Read<string> {
  if (typeof value !== 'string') return refusedAt('type', at, 'this is a text');
  const max = maxLength ?? presetTextLength;
  return unlessAny(textIssues(value, at, { kind: 'typed', min: 0, max }), value);
}

function readChoice({ options }: SelectSetting, value: unknown, at: Path): Read<string> {
  const option = options.find((one) => one.value === value);
  return option === undefined
    ? refusedAt('no_option', at, 'this is the value of none of the options')
    : ok(option.value);
}

function readChoices(
  { options }: MultiselectSetting,
  value: unknown,
  at: Path,
): Read<readonly string[]> {
  if (!Array.isArray(value)) return refusedAt('type', at, 'this is a list of options');
  if (value.length > options.length)
    return refusedAt('too_many', at, 'this names more options than there are');
  const given: readonly unknown[] = Array.from<unknown>(value);
  const values = new Set(options.map((option) => option.value));
  const chosen = given.flatMap((one) => (typeof one === 'string' && values.has(one) ? [one] : []));
  if (chosen.length < given.length)
    return refusedAt('no_option', at, 'this names what is none of the options');
  const twice = repetitions(chosen, (index) => [...at, index], 'this option is named already');
  return unlessAny(twice, chosen);
}

type NumberSetting = SliderSetting | NumericInputSetting;

function readNumber(setting: NumberSetting, value: unknown, at: Path): Read<number> {
  if (!isPlainNumber(value))
    return refusedAt('type', at, 'this is a finite number, and no negative zero');
  const { min = -Infinity, max = Infinity, step } = setting;
  if (value < min || value > max)
    return refusedAt('out_of_range', at, `this lies outside of ${rangeOf(setting)}`);
  if (step !== undefined && !isOnStep(value, setting.min ?? 0, step))
    return refusedAt('off_step', at, `this lies between two steps of ${step}`);
  return ok(value);
}

function rangeOf({ min, max }: NumberSetting): string {
  if (min === undefined) return `what is at most ${max}`;
  return max === undefined ? `what is at least ${min}` : `${min} to ${max}`;
}

/** How far from a step a value may lie, in steps: what sliders add up in binary is seldom exact. */
const stepTolerance = 1e-6;

function isOnStep(value: number, from: number, step: number): boolean {
  const steps = (value - from) / step;
  return Math.abs(steps - Math.round(steps)) <= stepTolerance;
}

function readTime({ showSeconds }: TimePickerSetting, value: unknown, at: Path): Read<string> {
  const [form, written] =
    showSeconds === true
      ? [/^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$/, 'HH:MM:SS']
      : [/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/, 'HH:MM'];
  return typeof value === 'string' && value.length === written.length && form.test(value)
    ? ok(value)
    : refusedAt('form', at, `this is a time of day, written as ${written}`);
}

/** Issues of one refusal: as many as help. */
const mostIssues = 100;

/**
 * What people have set, with the defaults of what they have not. `given` is whatever came in; a key that is no
 * setting of the app is refused, as is a value that its setting does not hold.
 */
export function parseSettingValues(
  settings: readonly Setting[],
  given: unknown,
): Read<SettingValues> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return refusedAt('type', [], 'settings are an object of values by their keys');
  const values = new Map<string, unknown>(Object.entries(given));
  const holding = settings.filter(holdsValue);
  const read = holding.flatMap((setting) => {
    const set = values.get(setting.key);
    const value = /* APP-59 */ set === undefined ? setting.defaultValue : set;
    if (value === undefined) return [];
    return [[setting.key, readSettingValue(setting, value, [setting.key])] as const];
  });
  const issues = [
    ...read.flatMap(([, value]) => issuesOf(value)), // APP-58
    ...unknownKeys(values, new Set(holding.map(({ key }) => key))), // APP-60
  ];
  const taken = read.flatMap(([key, value]) => (value.ok ? [[key, value.value] as const] : []));
  return unlessAny(issues.slice(0, mostIssues), Object.fromEntries(taken));
}

function unknownKeys(
  values: ReadonlyMap<string, unknown>,
  known: ReadonlySet<string>,
): readonly Issue[] {
  return [...values.keys()]
    .filter((key) => !known.has(key))
    .slice(0, mostIssues)
    .map((key) => issue('unknown', [shownName(key)], 'the app has no setting of this key'));
}
