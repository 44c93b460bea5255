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
import { lines, prose } from './prose.js';
import { record } from './records.js';
import { stringsOf } from './words.js';

const letters = [...'abcxyzABCXYZ'];
const characters = [...letters, ...'0189_.-'];

/** The settings of one app: of every type, with and without default values. */
export function settings(): fc.Arbitrary<readonly Setting[]> {
  return fc.uniqueArray(setting(), {
    selector: (one) => ('key' in one ? one.key : one),
    maxLength: 6,
  });
}

function setting(): fc.Arbitrary<Setting> {
  return fc.oneof<fc.Arbitrary<Setting>[]>(
    record<GroupSetting>({ type: fc.constant('group'), title: lines() }),
    record<TitleValueSetting>({
      type: fc.constant('titleValue'),
      label: lines(),
      value: fc.oneof(fc.constant(''), lines()),
    }),
    record<ToggleSetting>({
      type: fc.constant('toggle'),
      ...keyAndLabel(),
      defaultValue: fc.boolean(),
    }),
    textSettings(),
    selects(),
    multiselects(),
    sliders(),
    numericInputs(),
    timePickers(),
  );
}

function keyAndLabel(): { key: fc.Arbitrary<string>; label: fc.Arbitrary<string> } {
  const rest = fc.oneof(fc.constant(''), stringsOf(characters, 8), stringsOf(characters, 63));
  const key = fc.tuple(stringsOf(letters, 1), rest).map(([letter, more]) => `${letter}${more}`);
  return { key, label: lines() };
}

function textSettings(): fc.Arbitrary<TextSetting> {
  return fc.record<TextSetting, 'type' | 'key' | 'label'>(
    {
      type: fc.constantFrom('text', 'text_no_save_button'),
      ...keyAndLabel(),
      defaultValue: fc.oneof(fc.constantFrom('', '\t'), prose()),
      maxLength: fc.integer({ min: 500, max: 10_000 }),
    },
    { noNullPrototype: true, requiredKeys: ['type', 'key', 'label'] },
  );
}

function options(): fc.Arbitrary<SettingOption[]> {
  const option = record<SettingOption>({
    label: lines(),
    value: fc.oneof(fc.constant(''), lines()),
  });
  return fc.uniqueArray(option, { selector: ({ value }) => value, minLength: 1, maxLength: 5 });
}

function selects(): fc.Arbitrary<SelectSetting> {
  const fields = record({
    type: fc.constantFrom('select' as const, 'select_with_search' as const),
    ...keyAndLabel(),
    options: options(),
  });
  return fields.chain((given) =>
    fc.option(fc.constantFrom(...given.options), { nil: undefined }).map((chosen) => ({
      ...given,
      ...(chosen === undefined ? {} : { defaultValue: chosen.value }),
    })),
  );
}

function multiselects(): fc.Arbitrary<MultiselectSetting> {
  const fields = record({
    type: fc.constant('multiselect' as const),
    ...keyAndLabel(),
    options: options(),
  });
  return fields.chain((given) =>
    fc.option(fc.shuffledSubarray(given.options), { nil: undefined }).map((chosen) => ({
      ...given,
      ...(chosen === undefined ? {} : { defaultValue: chosen.map(({ value }) => value) }),
    })),
  );
}

/** A scale of `count` steps from `min`, and one place on it. */
interface NumberScale {
  readonly min: number;
  readonly step: number;
  readonly count: number;
  readonly place: number;
}

function scales(): fc.Arbitrary<NumberScale> {
  return fc
    .record({
      min: fc.integer({ min: -100, max: 100 }),
      step: fc.constantFrom(1, 5, 0.5, 0.1, 0.01),
      count: fc.integer({ min: 1, max: 1_000 }),
      place: fc.nat(1_000),
    })
    .map(({ place, ...scale }) => ({ ...scale, place: place % (scale.count + 1) }));
}

function sliders(): fc.Arbitrary<SliderSetting> {
  return fc
    .tuple(record(keyAndLabel()), scales(), fc.boolean())
    .map(([given, { min, step, count, place }, isStepped]) => ({
      type: 'slider',
      ...given,
      min,
      max: min + count * step,
      ...(isStepped ? { step } : {}),
      defaultValue: min + place * step,
    }));
}

/** Without a minimum, steps count from zero. */
function numericInputs(): fc.Arbitrary<NumericInputSetting> {
  return fc
    .tuple(record(keyAndLabel()), scales(), fc.subarray(['min', 'max', 'step', 'default']))
    .map(([given, { min, step, count, place }, givenBounds]) => {
      const from = givenBounds.includes('min') ? min : 0;
      return {
        type: 'numeric_input',
        ...given,
        ...(givenBounds.includes('min') ? { min } : {}),
        ...(givenBounds.includes('max') ? { max: from + count * step } : {}),
        ...(givenBounds.includes('step') ? { step } : {}),
        ...(givenBounds.includes('default') ? { defaultValue: from + place * step } : {}),
      };
    });
}

function timePickers(): fc.Arbitrary<TimePickerSetting> {
  const parts = fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59));
  return fc
    .tuple(record(keyAndLabel()), fc.option(fc.boolean()), fc.option(parts))
    .map(([given, showSeconds, time]) => ({
      type: 'time_picker',
      ...given,
      ...(showSeconds === null ? {} : { showSeconds }),
      ...(time === null ? {} : { defaultValue: timeText(time, showSeconds === true ? 3 : 2) }),
    }));
}

function timeText(time: readonly number[], parts: number): string {
  return time
    .slice(0, parts)
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
