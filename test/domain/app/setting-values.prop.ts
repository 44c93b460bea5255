// Properties of settings and their values.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValueSetting, type Setting } from '../../../src/domain/app/setting.js';
import { settingListIssues } from '../../../src/domain/app/setting-issues.js';
import { parseSettingValues, settingValueIssues } from '../../../src/domain/app/setting-values.js';
import { settingLists } from '../../../src/testing/arbitraries/settings.js';
import { anyText } from '../support/random-texts.js';

/** Values that are valid, nearly valid or invalid for settings. */
function valuesFor(all: readonly Setting[]): fc.Arbitrary<Record<string, unknown>> {
  const optionValues = all
    .flatMap((one) => ('options' in one ? one.options : []))
    .map((o) => o.value);
  const value = fc.oneof(
    fc.boolean(),
    anyText(),
    fc.integer({ min: -20, max: 20 }),
    fc.double(),
    fc.constantFrom('09:30', '23:59:59', null, '', ...optionValues),
    fc.subarray(optionValues),
    fc.array(fc.constantFrom('', ...optionValues), { maxLength: 3 }),
  );
  const keys = all.flatMap((one) => (isValueSetting(one) ? [one.key] : []));
  const model = Object.fromEntries(keys.map((key) => [key, value]));
  return fc.record(model, { noNullPrototype: true, requiredKeys: [] });
}

const set = settingLists().chain((all) => fc.tuple(fc.constant(all), valuesFor(all)));

describe('the settings of an app', () => {
  it('are valid as this test makes them, and after a round trip through JSON', () => {
    fc.assert(
      fc.property(settingLists(), (all) => {
        expect(settingListIssues(all, [])).toEqual([]);
        expect(JSON.parse(JSON.stringify(all))).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });

  it('accept their own default values, and use them if no value is set', () => {
    fc.assert(
      fc.property(settingLists(), (all) => {
        const holding = all.filter(isValueSetting);
        for (const setting of holding) {
          if (setting.defaultValue !== undefined)
            expect(settingValueIssues(setting, setting.defaultValue, [])).toEqual([]);
        }
        const defaults = holding.flatMap(({ key, defaultValue }) =>
          defaultValue === undefined ? [] : [[key, defaultValue]],
        );
        expect(parseSettingValues(all, {})).toEqual({
          ok: true,
          value: Object.fromEntries(defaults),
        });
      }),
    );
  });

  it('accept exactly the values that a second check accepts', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(set, ([all, given]) => {
        const faults = all
          .filter(isValueSetting)
          .filter(({ key }) => Object.hasOwn(given, key))
          .flatMap((setting) => settingValueIssues(setting, given[setting.key], [setting.key]));
        const read = parseSettingValues(all, given);
        seen.add(read.ok);
        expect(read.ok ? [] : read.refusal.issues).toEqual(faults);
      }),
      { numRuns: 500 },
    );
    expect(seen.size).toBe(2);
  });

  it('have values that are the same after JSON and another parse', () => {
    fc.assert(
      fc.property(set, ([all, given]) => {
        const held = Object.fromEntries(
          all
            .filter(isValueSetting)
            .filter(({ key }) => Object.hasOwn(given, key))
            .filter((setting) => settingValueIssues(setting, given[setting.key], []).length === 0)
            .map(({ key }) => [key, given[key]]),
        );
        const read = parseSettingValues(all, held);
        expect(read).toMatchObject({ ok: true, value: held });
        const values = read.ok ? read.value : null;
        expect(JSON.parse(JSON.stringify(values))).toEqual(values);
        expect(parseSettingValues(all, values)).toEqual(read);
      }),
      { numRuns: 500 },
    );
  });

  it('parse any value without an exception', () => {
    fc.assert(
      fc.property(settingLists(), fc.anything(), (all, given) => {
        expect(parseSettingValues(all, given).ok).toBeTypeOf('boolean');
      }),
    );
  });
});
