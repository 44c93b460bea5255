// A long input of real names. It lies beside this project where the project is developed, and not in it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFounded } from '../../../src/cli/tour/founding.js';
import { readRows } from '../../../src/cli/tour/rows.js';
import { parseSlug, reservedSlugs } from '../../../src/index.js';
import { projectRoot } from '../../support/project.js';
import { examples, tourInMemory } from './support.js';

const shared = join(projectRoot, '../shared/data/organizations.jsonl');
const isHere = existsSync(shared);
const input = isHere ? shared : examples;
const what = isHere ? 'all of ../shared/data' : 'the examples (../shared/data is ABSENT)';

describe(`the tour of ${what}`, () => {
  it('loses no row, gives every organization a valid slug of its own, and has no more apps', async () => {
    const rows = await readRows(input);
    const { outcomes, apps } = await tourInMemory(input);
    const slugs = outcomes.filter(isFounded).map(({ organization }) => organization.slug);
    expect(outcomes.map(({ row }) => row.line)).toEqual(rows.map(({ line }) => line));
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.filter((slug) => !parseSlug(slug, reservedSlugs, []).ok)).toEqual([]);
    expect({ rows: rows.length, founded: slugs.length }).toEqual(
      isHere ? { rows: 10_251, founded: 10_244 } : { rows: 96, founded: 79 },
    );
    const { apps: few } = await tourInMemory(examples);
    expect(apps.seen).toEqual(few.seen);
    expect([apps.refused, apps.queue]).toEqual([few.refused, few.queue]);
  }, 300_000);
});
