// Summaries of apps, which lists show to the organization as they are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarizeApp } from '../../../src/domain/app/app-summary.js';
import { appFieldVisibility } from '../../../src/domain/shared/field-visibility-tables.js';
import { apps } from '../../../src/testing/arbitraries/index.js';

describe('the summary of an app', () => {
  it('has only fields that members may see, also if the row has others', () => {
    const hidden = ['nobody', 'secret', 'admin', 'reviewer', 'self'];
    const hiddenFields = Object.entries(appFieldVisibility)
      .filter(([, visibility]) => hidden.includes(visibility))
      .map(([name]) => name);
    expect(hiddenFields).toContain('webhook');
    fc.assert(
      fc.property(apps(), (app) => {
        const names = Object.keys(summarizeApp({ ...app, ...{ newSecret: 'whsec_x' } }));
        expect(names).not.toContain('newSecret');
        expect(names.filter((name) => hiddenFields.includes(name))).toEqual([]);
      }),
    );
  });
});
