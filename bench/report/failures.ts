// The calls that failed.

import type { GrowthMeasurement } from '../growth.js';
import { callersText } from '../measure.js';
import { subjectNames, subjectTitles } from '../subjects.js';
import type { Measurement } from './ratios.js';

/** How many calls failed, for each subject and operation, with the message of one of them. */
export function failuresOf(
  measurements: readonly Measurement[],
  growth: readonly GrowthMeasurement[],
): readonly string[] {
  const plain = measurements.map(({ operation, ...rest }) => ({ title: operation.title, ...rest }));
  return [...plain, ...growth].flatMap(({ title, callers, slices }) =>
    [...slices].flatMap(([key, own]) => {
      const failed = own.reduce((sum, one) => sum + one.failed, 0);
      const all = own.reduce((sum, one) => sum + one.done, failed);
      const message = own.find(({ failure }) => failure !== null)?.failure;
      const text = `${titleOfKey(key)}, ${title}, ${callersText(callers)}: ${failed} of ${all}`;
      return failed === 0 ? [] : [`${text}, such as “${message}”`];
    }),
  );
}

/** Such as `the floor (10000)`, where the key also names a size. */
function titleOfKey(key: string): string {
  const [subject = '', size] = key.split(/ (.*)/);
  const name = subjectNames.find((one) => one === subject);
  const title = name === undefined ? subject : subjectTitles[name];
  return size === undefined ? title : `${title} (${size})`;
}
