// What people may set of an app: eleven kinds of declarations.

interface Keyed {
  /** `^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$`, once in an app. */
  readonly key: string;
  /** For people. */
  readonly label: string;
}

/** One of several values to choose from. */
export interface SettingOption {
  readonly label: string;
  readonly value: string;
}

/** A heading; it holds no value. */
export interface GroupSetting {
  readonly type: 'group';
  readonly title: string;
}

/** A line to read; it holds no value. */
export interface TitleValueSetting {
  readonly type: 'titleValue';
  readonly label: string;
  readonly value: string;
}

/** On or off. */
export interface ToggleSetting extends Keyed {
  readonly type: 'toggle';
  readonly defaultValue: boolean;
}

/** A text; `text_no_save_button` is kept as it is typed. */
export interface TextSetting extends Keyed {
  readonly type: 'text' | 'text_no_save_button';
  readonly defaultValue?: string;
  /** 1 to 10,000 characters; 1,000 where absent. */
  readonly maxLength?: number;
}

/** One of several. */
export interface SelectSetting extends Keyed {
  readonly type: 'select' | 'select_with_search';
  readonly options: readonly SettingOption[];
  readonly defaultValue?: string;
}

/** Any of several. */
export interface MultiselectSetting extends Keyed {
  readonly type: 'multiselect';
  readonly options: readonly SettingOption[];
  readonly defaultValue?: readonly string[];
}

/** A number within bounds, that is slid to. */
export interface SliderSetting extends Keyed {
  readonly type: 'slider';
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly defaultValue: number;
}

/** A number that is typed. */
export interface NumericInputSetting extends Keyed {
  readonly type: 'numeric_input';
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly defaultValue?: number;
}

/** A time of day, `HH:MM`, or `HH:MM:SS` where seconds are shown. */
export interface TimePickerSetting extends Keyed {
  readonly type: 'time_picker';
  readonly showSeconds?: boolean;
  readonly defaultValue?: string;
}

/** Something that people may set, or that stands between what they may. */
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

/** All kinds of settings. */
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
  'time_picker',
] as const;
/** A kind of setting. */
export type SettingType = (typeof settingTypes)[number];

/** A setting that holds a value. */
export type ValueSetting = Exclude<Setting, GroupSetting | TitleValueSetting>;

export function holdsValue(setting: Setting): setting is ValueSetting {
  return setting.type !== 'group' && setting.type !== 'titleValue';
}
