// Valid and invalid declarations of settings.
import { describe, expect, it } from 'vitest';
import { type Setting, type SettingOption, settingTypes } from '../../../src/domain/app/setting.js';
import { settingListIssues } from '../../../src/domain/app/setting-issues.js';
import { hostileTexts, issueText } from './support/app-samples.js';

const keyed = { key: 'size', label: 'Size' };
const options: readonly SettingOption[] = [
  { label: 'Small', value: 's' },
  { label: 'Large', value: 'l' },
];
const toggle: Setting = { type: 'toggle', ...keyed, defaultValue: true };
const slider = { type: 'slider', ...keyed, min: 0, max: 10, defaultValue: 5 } as const;

function faults(...settings: readonly Setting[]): readonly string[] {
  return settingListIssues(settings, ['settings']).map(issueText);
}

describe('the settings of an app', () => {
  it('can have all eleven types', () => {
    const group: Setting = { type: 'group', title: 'Look' };
    const all: readonly Setting[] = [
      group,
      group,
      { type: 'titleValue', label: 'Version', value: '' },
      { type: 'toggle', ...keyed, key: 'a', defaultValue: false },
      { type: 'text', ...keyed, key: 'b', defaultValue: 'one\n\ttwo', maxLength: 10_000 },
      { type: 'text_no_save_button', ...keyed, key: 'c', maxLength: 1 },
      { type: 'select', ...keyed, key: 'd', options, defaultValue: 'l' },
      { type: 'select_with_search', ...keyed, key: 'e', options },
      { type: 'multiselect', ...keyed, key: 'f', options, defaultValue: ['l', 's'] },
      { type: 'multiselect', ...keyed, key: 'g', options, defaultValue: [] },
      { ...slider, key: 'h', step: 2.5 },
      { type: 'numeric_input', ...keyed, key: 'i', step: 0.1, defaultValue: 0.3 },
      { type: 'time_picker', ...keyed, key: 'j', defaultValue: '23:59' },
      { type: 'time_picker', ...keyed, key: 'k', showSeconds: true, defaultValue: '00:00:00' },
    ];
    expect(faults(...all)).toEqual([]);
    expect(new Set(all.map(({ type }) => type))).toEqual(new Set(settingTypes));
  });

  it('can be 100, with unique keys that are case-sensitive', () => {
    const many = Array.from({ length: 101 }, (_one, index) => ({ ...toggle, key: `k${index}` }));
    expect(faults(...many.slice(1))).toEqual([]);
    expect(faults(...many)).toEqual(['too_many settings']);
    expect(faults(toggle, { ...toggle, key: 'Size' }, slider)).toEqual(['repeated settings.2.key']);
  });

  it.each(['a', 'A.b-c_1', 'x'.repeat(64)])('can have the key %s', (key) => {
    expect(faults({ ...toggle, key })).toEqual([]);
  });

  it.each([
    '',
    '1a',
    '.a',
    '$a',
    'a b',
    'a\n',
    'ä',
    'a\0',
    '__proto__',
    'x'.repeat(65),
    'x'.repeat(1_000_000),
  ])('cannot have the key %j', (key) => {
    expect(faults({ ...toggle, key })).toEqual(['form settings.0.key']);
  });

  it.each(['constructor', 'toString', 'valueOf', 'prototype'])(
    'cannot have a key that every object has: %s',
    (key) => {
      expect(faults({ ...toggle, key })).toEqual(['reserved settings.0.key']);
    },
  );

  it('have labels and titles of 1 to 200 characters', () => {
    expect(faults({ ...toggle, label: 'ü'.repeat(200) })).toEqual([]);
    expect(
      faults(
        { ...toggle, label: 'x'.repeat(201) },
        { type: 'group', title: ' ' },
        { type: 'titleValue', label: 'a\nb', value: 'x'.repeat(1_001) },
      ),
    ).toEqual([
      'too_long settings.0.label',
      'empty settings.1.title',
      'invisible_character settings.2.label',
      'too_long settings.2.value',
    ]);
  });

  it.each(hostileTexts)('cannot have a label with %s', (_shown, text) => {
    expect(
      faults(
        { type: 'group', title: text },
        { type: 'titleValue', label: text, value: text },
        { ...toggle, label: text },
        { type: 'select', ...keyed, key: 'b', options: [{ label: text, value: text }] },
      ),
    ).toHaveLength(6);
  });

  it('have 1 to 200 options with unique values', () => {
    const many = Array.from({ length: 201 }, (_one, index) => ({ label: 'x', value: `${index}` }));
    const select = (given: readonly SettingOption[]): Setting => ({
      type: 'select',
      ...keyed,
      options: given,
    });
    expect(faults(select(many.slice(1)))).toEqual([]);
    expect(faults(select(many))).toEqual(['too_many settings.0.options']);
    expect(faults(select([]))).toEqual(['too_few settings.0.options']);
    expect(faults(select([...options, { label: 'Other', value: 's' }]))).toEqual([
      'repeated settings.0.options.2.value',
    ]);
    expect(faults(select([{ label: 'None', value: '' }]))).toEqual([]);
  });

  it.each<[string, Setting]>([
    ['no_option', { type: 'select', ...keyed, options, defaultValue: 'm' }],
    ['no_option', { type: 'select', ...keyed, options, defaultValue: '' }],
    ['no_option', { type: 'multiselect', ...keyed, options, defaultValue: ['s', 'm'] }],
    ['too_many', { type: 'multiselect', ...keyed, options, defaultValue: ['s', 'l', 's'] }],
    ['too_long', { type: 'text', ...keyed, maxLength: 2, defaultValue: 'abc' }],
    ['too_long', { type: 'text', ...keyed, defaultValue: 'x'.repeat(1_001) }],
    ['invisible_character', { type: 'text', ...keyed, defaultValue: 'x\u200b' }],
    ['off_step', { type: 'numeric_input', ...keyed, step: 0.1, defaultValue: 0.1 + 0.2 }],
    ['invisible_character', { type: 'text', ...keyed, defaultValue: 'a\0' }],
    ['out_of_range', { ...slider, defaultValue: 10.5 }],
    ['out_of_range', { ...slider, defaultValue: -1 }],
    ['off_step', { ...slider, step: 2, defaultValue: 5 }],
    ['off_step', { ...slider, min: 1, step: 2, defaultValue: 4 }],
    ['type', { ...slider, defaultValue: Number.NaN }],
    ['type', { type: 'numeric_input', ...keyed, defaultValue: Infinity }],
    ['type', { type: 'numeric_input', ...keyed, defaultValue: -0 }],
    ['out_of_range', { type: 'numeric_input', ...keyed, min: 3, defaultValue: 2 }],
    ['off_step', { type: 'numeric_input', ...keyed, step: 2, defaultValue: 3 }],
    ['form', { type: 'time_picker', ...keyed, defaultValue: '24:00' }],
    ['form', { type: 'time_picker', ...keyed, defaultValue: '9:00' }],
    ['form', { type: 'time_picker', ...keyed, defaultValue: '09:00\n' }],
    ['form', { type: 'time_picker', ...keyed, defaultValue: '09:00:00' }],
    ['form', { type: 'time_picker', ...keyed, showSeconds: true, defaultValue: '09:00' }],
    ['form', { type: 'time_picker', ...keyed, defaultValue: '0'.repeat(1_000_000) }],
  ])('cannot have an invalid default value: %s of %j', (code, setting) => {
    const [found, ...more] = faults(setting);
    expect([found, more]).toEqual([`${code} settings.0.defaultValue`, []]);
  });

  it('cannot have an option twice in a default value', () => {
    const three = [...options, { label: 'Other', value: 'o' }];
    expect(
      faults({ type: 'multiselect', ...keyed, options: three, defaultValue: ['s', 's'] }),
    ).toEqual(['repeated settings.0.defaultValue.1']);
  });

  it.each<[string, Setting]>([
    ['out_of_range settings.0.max', { ...slider, max: 0, defaultValue: 0 }],
    ['out_of_range settings.0.max', { type: 'numeric_input', ...keyed, min: 1, max: 0 }],
    ['out_of_range settings.0.step', { ...slider, step: 0 }],
    ['out_of_range settings.0.step', { ...slider, step: -1 }],
    ['out_of_range settings.0.step', { ...slider, step: 1e-7 }],
    ['type settings.0.min', { ...slider, min: Number.NaN }],
    ['type settings.0.max', { ...slider, max: Infinity }],
    ['type settings.0.max', { ...slider, max: 2 ** 53 }],
    ['out_of_range settings.0.maxLength', { type: 'text', ...keyed, maxLength: 0 }],
    ['out_of_range settings.0.maxLength', { type: 'text', ...keyed, maxLength: 10_001 }],
    ['out_of_range settings.0.maxLength', { type: 'text', ...keyed, maxLength: 1.5 }],
    ['out_of_range settings.0.maxLength', { type: 'text', ...keyed, maxLength: Number.NaN }],
  ])('have valid bounds: %s', (fault, setting) => {
    expect(faults(setting)).toEqual([fault]);
  });
});
