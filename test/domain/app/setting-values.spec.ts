// Valid and invalid values of settings.
import { describe, expect, it } from 'vitest';
import type { Setting } from '../../../src/domain/app/setting.js';
import { parseSettingValues } from '../../../src/domain/app/setting-values.js';
import { issueTextsOf } from './support/app-samples.js';

const settings: readonly Setting[] = [
  { type: 'group', title: 'Look' },
  { type: 'titleValue', label: 'Version', value: '1' },
  { type: 'toggle', key: 'dark', label: 'Dark', defaultValue: true },
  { type: 'text', key: 'note', label: 'Note', maxLength: 20 },
  {
    type: 'multiselect',
    key: 'days',
    label: 'Days',
    options: [
      { label: 'Saturday', value: 'sa' },
      { label: 'Sunday', value: 'su' },
    ],
    defaultValue: ['su'],
  },
  { type: 'slider', key: 'size', label: 'Size', min: 0, max: 1, step: 0.1, defaultValue: 0.5 },
  { type: 'time_picker', key: 'at', label: 'At' },
];

function faults(given: unknown): readonly string[] {
  return issueTextsOf(parseSettingValues(settings, given));
}

describe('the values that users set', () => {
  it('use the default if no value is set, and are absent without a default', () => {
    const defaults = { dark: true, days: ['su'], size: 0.5 };
    expect(parseSettingValues(settings, {})).toEqual({ ok: true, value: defaults });
    expect(parseSettingValues(settings, { dark: undefined })).toEqual({
      ok: true,
      value: defaults,
    });
  });

  it('are stored without a change', () => {
    const given = { at: '07:30', size: 0.3, days: [], note: 'a\n\tb\u202b', dark: false };
    expect(parseSettingValues(settings, given)).toEqual({ ok: true, value: given });
  });

  it('are a copy that later changes of the input do not affect', () => {
    const days = ['sa'];
    const read = parseSettingValues(settings, { days });
    days.push('su');
    expect(read).toMatchObject({ ok: true, value: { days: ['sa'] } });
  });

  it('are refused with all issues at once', () => {
    expect(
      faults({ dark: 'true', note: 'x'.repeat(21), days: ['mo'], size: 0.55, at: '7:30', more: 1 }),
    ).toEqual([
      'type dark',
      'too_long note',
      'no_option days',
      'off_step size',
      'form at',
      'unknown more',
    ]);
  });

  it.each([
    ['dark', [null, 0, 'true', []]],
    ['note', [null, 1, ['a'], {}, 'a\0', '\ud800', 'x'.repeat(1_000_000)]],
    ['days', [null, 'sa', { length: 1, 0: 'sa' }, [null], [['sa']], new Array(2), ['constructor']]],
    ['size', [null, '0.5', Number.NaN, Infinity, -0, 1.1, -0.1, 0.05, 1n]],
    ['at', [null, 730, '24:00', ['07:30'], '07:30 ', '07:60']],
  ])('are refused if they are not valid for %s', (key, values) => {
    for (const value of values) {
      expect(parseSettingValues(settings, { [key]: value })).toMatchObject({
        ok: false,
        refusal: { code: 'invalid_input', path: [key] },
      });
    }
  });

  it.each([
    [144172949.79, 0.01, 0],
    [0.3, 0.1, 0],
    [1.1, 0.1, 1],
    [-0.7, 0.1, -1],
    [1e21, 1, 0],
    [0.000_001, 0.000_001, 0],
    [9_007_199_254_740_991, 0.000_001, 0],
    [2_000_000.5, 1_000_000, 0.5],
  ])('can be %d on steps of %d from %d', (value, step, min) => {
    const setting: Setting = { type: 'numeric_input', key: 'k', label: 'L', min, step };
    expect(parseSettingValues([setting], { k: value })).toEqual({ ok: true, value: { k: value } });
  });

  it.each([
    [0.5, 1_000_000, 0],
    [1_000_001, 1_000_000, 0],
    [0.1 * 3, 0.1, 0],
    [144172949.795, 0.01, 0],
    [5e-324, 0.000_001, 0],
    [1e-7, 0.000_001, 0],
    [9_007_199_254_740_991, 2, 0],
  ])('cannot be %d on steps of %d from %d', (value, step, min) => {
    const setting: Setting = { type: 'numeric_input', key: 'k', label: 'L', min, step };
    expect(issueTextsOf(parseSettingValues([setting], { k: value }))).toEqual(['off_step k']);
  });

  it('cannot have a key that is not a setting, such as those that every object has', () => {
    const given = JSON.parse('{"__proto__":1,"constructor":1,"Dark":true,"":1}');
    expect(faults(given)).toEqual([
      'unknown __proto__',
      'unknown constructor',
      'unknown Dark',
      'unknown ',
    ]);
    expect(faults({ ['x'.repeat(1_000_000)]: 1 })).toEqual([`unknown ${'x'.repeat(64)}`]);
  });

  it('are refused with at most 100 issues', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_one, n) => [`k${n}`, n]));
    expect(faults(many)).toHaveLength(100);
  });

  it.each([null, undefined, 'dark', 1, true, [], [{ dark: true }]])(
    'must be an object: %j',
    (given) => {
      expect(faults(given)).toEqual(['type ']);
    },
  );

  it('are refused if a default value is not valid', () => {
    const [wrong] = [{ type: 'toggle', key: 'a', label: 'A', ...JSON.parse('{"defaultValue":1}') }];
    expect(issueTextsOf(parseSettingValues([wrong], {}))).toEqual(['type a']);
  });
});
