// The tour of a long file of real names. The file is next to the project where it is developed, and not part of it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isCreated } from '../../../examples/tour/create-organizations.js';
import { readOrganizationRows } from '../../../examples/tour/organization-rows.js';
import { parseSlug, reservedSlugs } from '../../../src/index.js';
import { projectRoot } from '../../support/project.js';
import { exampleOrganizations, runTourInMemory } from './tour-helpers.js';

const shared = join(projectRoot, '../shared/data/organizations.jsonl');
const isHere = existsSync(shared);
const input = isHere ? shared : exampleOrganizations;
const what = isHere ? 'all of ../shared/data' : 'the examples (../shared/data is ABSENT)';

describe(`the tour of ${what}`, () => {
  it('keeps every row, gives every organization a valid slug of its own, and has the same apps', async () => {
    const rows = await readOrganizationRows(input);
    const { outcomes, apps } = await runTourInMemory(input);
    const slugs = outcomes.filter(isCreated).map(({ organization }) => organization.slug);
    expect(outcomes.map(({ row }) => row.line)).toEqual(rows.map(({ line }) => line));
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.filter((slug) => !parseSlug(slug, reservedSlugs, []).ok)).toEqual([]);
    expect({ rows: rows.length, created: slugs.length }).toEqual(
      isHere ? { rows: 10_251, created: 10_244 } : { rows: 96, created: 79 },
    );
    const { apps: few } = await runTourInMemory(exampleOrganizations);
    expect(apps.passedChecks).toEqual(few.passedChecks);
    expect([apps.refusedSteps, apps.queueStats]).toEqual([few.refusedSteps, few.queueStats]);
  }, 300_000);
});
