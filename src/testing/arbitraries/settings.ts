// Arbitraries for the settings of an app.

import fc from 'fast-check';
import type {
  GroupSetting,
  MultiselectSetting,
  NumericInputSetting,
  SelectSetting,
  Setting,
  SettingOption,
  SliderSetting,
  TextSetting,
  TimePickerSetting,
  TitleValueSetting,
  ToggleSetting,
} from '../../domain/app/setting.js';
import { lines, proseTexts } from './prose.js';
import { record } from './records.js';
import { stringsOf } from './words.js';

const keyLetters = [...'abcxyzABCXYZ'];
const keyCharacters = [...keyLetters, ...'0189_.-'];

/** The settings of one app: of every type, with and without default values. */
export function settingLists(): fc.Arbitrary<readonly Setting[]> {
  return fc.uniqueArray(settings(), {
    selector: (one) => ('key' in one ? one.key : one),
    maxLength: 6,
  });
}

function settings(): fc.Arbitrary<Setting> {
  return fc.oneof<fc.Arbitrary<Setting>[]>(
    record<GroupSetting>({ type: fc.constant('group'), title: lines() }),
    record<TitleValueSetting>({
      type: fc.constant('titleValue'),
      label: lines(),
      value: fc.oneof(fc.constant(''), lines()),
    }),
    record<ToggleSetting>({
      type: fc.constant('toggle'),
      ...keyAndLabelArbitraries(),
      defaultValue: fc.boolean(),
    }),
    textSettings(),
    selectSettings(),
    multiselectSettings(),
    sliderSettings(),
    numericInputSettings(),
    timePickerSettings(),
  );
}

function keyAndLabelArbitraries(): { key: fc.Arbitrary<string>; label: fc.Arbitrary<string> } {
  const rest = fc.oneof(fc.constant(''), stringsOf(keyCharacters, 8), stringsOf(keyCharacters, 63));
  const key = fc.tuple(stringsOf(keyLetters, 1), rest).map(([letter, more]) => `${letter}${more}`);
  return { key, label: lines() };
}

function textSettings(): fc.Arbitrary<TextSetting> {
  return fc.record<TextSetting, 'type' | 'key' | 'label'>(
    {
      type: fc.constantFrom('text', 'text_no_save_button'),
      ...keyAndLabelArbitraries(),
      defaultValue: fc.oneof(fc.constantFrom('', '\t'), proseTexts()),
      maxLength: fc.integer({ min: 500, max: 10_000 }),
    },
    { noNullPrototype: true, requiredKeys: ['type', 'key', 'label'] },
  );
}

function settingOptionLists(): fc.Arbitrary<SettingOption[]> {
  const option = record<SettingOption>({
    label: lines(),
    value: fc.oneof(fc.constant(''), lines()),
  });
  return fc.uniqueArray(option, { selector: ({ value }) => value, minLength: 1, maxLength: 5 });
}

function selectSettings(): fc.Arbitrary<SelectSetting> {
  const fields = record({
    type: fc.constantFrom('select' as const, 'select_with_search' as const),
    ...keyAndLabelArbitraries(),
    options: settingOptionLists(),
  });
  return fields.chain((given) =>
    fc.option(fc.constantFrom(...given.options), { nil: undefined }).map((chosen) => ({
      ...given,
      ...(chosen === undefined ? {} : { defaultValue: chosen.value }),
    })),
  );
}

function multiselectSettings(): fc.Arbitrary<MultiselectSetting> {
  const fields = record({
    type: fc.constant('multiselect' as const),
    ...keyAndLabelArbitraries(),
    options: settingOptionLists(),
  });
  return fields.chain((given) =>
    fc.option(fc.shuffledSubarray(given.options), { nil: undefined }).map((chosen) => ({
      ...given,
      ...(chosen === undefined ? {} : { defaultValue: chosen.map(({ value }) => value) }),
    })),
  );
}

/** A scale of `count` steps from `min`, and one place on it. */
interface ScaleWithPlace {
  readonly min: number;
  readonly step: number;
  readonly count: number;
  readonly place: number;
}

function scalesWithPlace(): fc.Arbitrary<ScaleWithPlace> {
  return fc
    .record({
      min: fc.integer({ min: -100, max: 100 }),
      step: fc.constantFrom(1, 5, 0.5, 0.1, 0.01),
      count: fc.integer({ min: 1, max: 1_000 }),
      place: fc.nat(1_000),
    })
    .map(({ place, ...scale }) => ({ ...scale, place: place % (scale.count + 1) }));
}

function sliderSettings(): fc.Arbitrary<SliderSetting> {
  return fc
    .tuple(record(keyAndLabelArbitraries()), scalesWithPlace(), fc.boolean())
    .map(([given, { min, step, count, place }, isStepped]) => ({
      type: 'slider',
      ...given,
      min,
      max: addSteps(min, count, step),
      ...(isStepped ? { step } : {}),
      defaultValue: addSteps(min, place, step),
    }));
}

/** `from` plus `count` steps as a decimal number. The sum of doubles is seldom exact. */
function addSteps(from: number, count: number, step: number): number {
  return Number((from + count * step).toFixed(2));
}

/** Without a minimum, steps count from zero. */
function numericInputSettings(): fc.Arbitrary<NumericInputSetting> {
  return fc
    .tuple(
      record(keyAndLabelArbitraries()),
      scalesWithPlace(),
      fc.subarray(['min', 'max', 'step', 'default']),
    )
    .map(([given, { min, step, count, place }, givenBounds]) => {
      const from = givenBounds.includes('min') ? min : 0;
      return {
        type: 'numeric_input',
        ...given,
        ...(givenBounds.includes('min') ? { min } : {}),
        ...(givenBounds.includes('max') ? { max: addSteps(from, count, step) } : {}),
        ...(givenBounds.includes('step') ? { step } : {}),
        ...(givenBounds.includes('default') ? { defaultValue: addSteps(from, place, step) } : {}),
      };
    });
}

function timePickerSettings(): fc.Arbitrary<TimePickerSetting> {
  const parts = fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59));
  return fc
    .tuple(record(keyAndLabelArbitraries()), fc.option(fc.boolean()), fc.option(parts))
    .map(([given, showSeconds, time]) => ({
      type: 'time_picker',
      ...given,
      ...(showSeconds === null ? {} : { showSeconds }),
      ...(time === null ? {} : { defaultValue: timeText(time, showSeconds === true ? 3 : 2) }),
    }));
}

function timeText(time: readonly number[], partCount: number): string {
  return time
    .slice(0, partCount)
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
