// The settings that an app declares, in eleven types.

export const settingKeyPattern: RegExp = /* APP-54 */ /^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$/;

interface SettingBase {
  /** Matches `settingKeyPattern`, and is unique in an app. */
  readonly key: string;
  /** The name of the setting for people. */
  readonly label: string;
}

/** An option of a select setting. */
export interface SettingOption {
  readonly label: string;
  readonly value: string;
}

/** A heading. It has no value to set. */
export interface GroupSetting {
  readonly type: 'group';
  readonly title: string;
}

/** A line of text that is only shown. It has no value to set. */
export interface TitleValueSetting {
  readonly type: 'titleValue';
  readonly label: string;
  readonly value: string;
}

/** A setting that is on or off. */
export interface ToggleSetting extends SettingBase {
  readonly type: 'toggle';
  readonly defaultValue: boolean;
}

/** A text. `text_no_save_button` is saved while the user types. */
export interface TextSetting extends SettingBase {
  readonly type: 'text' | 'text_no_save_button';
  readonly defaultValue?: string;
  /** 1 to 10,000 characters; 1,000 if absent. */
  readonly maxLength?: number;
}

/** A choice of one option. */
export interface SelectSetting extends SettingBase {
  readonly type: 'select' | 'select_with_search';
  readonly options: readonly SettingOption[];
  readonly defaultValue?: string;
}

/** A choice of any number of options. */
export interface MultiselectSetting extends SettingBase {
  readonly type: 'multiselect';
  readonly options: readonly SettingOption[];
  readonly defaultValue?: readonly string[];
}

/** A number that is set with a slider. */
export interface SliderSetting extends SettingBase {
  readonly type: 'slider';
  readonly min: number;
  readonly max: number;
  /** Counted from `min` in decimal numbers: with a step of 0.1, 0.3 is a value, and 0.1 + 0.2 (0.30000000000000004) is none. */
  readonly step?: number;
  readonly defaultValue: number;
}

/** A number that is typed in. */
export interface NumericInputSetting extends SettingBase {
  readonly type: 'numeric_input';
  readonly min?: number;
  readonly max?: number;
  /** As in a slider. Counted from 0 without `min`. */
  readonly step?: number;
  readonly defaultValue?: number;
}

/** A time of day: `HH:MM`, or `HH:MM:SS` with `showSeconds`. */
export interface TimePickerSetting extends SettingBase {
  readonly type: 'time_picker';
  readonly showSeconds?: boolean;
  readonly defaultValue?: string;
}

/** A setting of an app, or a heading or line between settings. */
export type Setting =
  | GroupSetting
  | TitleValueSetting
  | ToggleSetting
  | TextSetting
  | SelectSetting
  | MultiselectSetting
  | SliderSetting
  | NumericInputSetting
  | TimePickerSetting;

/** All types of settings. */
export const settingTypes = [
  'group',
  'titleValue',
  'toggle',
  'text',
  'text_no_save_button',
  'select',
  'select_with_search',
  'multiselect',
  'slider',
  'numeric_input',
  'time_picker', // APP-51
] as const;
/** The type of a setting. */
export type SettingType = (typeof settingTypes)[number];

/** A setting whose value is a number. */
export type NumberSetting = SliderSetting | NumericInputSetting;

/** A setting that has a value. */
export type ValueSetting = Exclude<Setting, GroupSetting | TitleValueSetting>;

export function isValueSetting(setting: Setting): setting is ValueSetting {
  return setting.type !== 'group' && setting.type !== 'titleValue';
}
