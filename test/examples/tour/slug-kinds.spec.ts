import { describe, expect, it } from 'vitest';
import { slugKindOf } from '../../../examples/tour/slug-kinds.js';
import { transliterate } from './tour-helpers.js';

describe('slugKindOf', () => {
  it.each([
    ['Trinity College', 'trinity-college', 'plain'],
    ['Trinity College', 'trinity-college-2', '-2'],
    ['Trinity College', 'trinity-college-5', '-5'],
    ['Trinity College', 'trinity-college-ab2x7q', 'random'],
    ['Team 5', 'team-5', 'plain'],
    ['Team 5', 'team-5-3', '-3'],
    ['National University of Science and Technology', 'national-university-of-science-and-2', '-2'],
    ['2600', 'org-2600', 'org-…'],
    ['2600', 'org-2600-2', 'org-…'],
    ['!!!', 'org-ab2x7q', 'org-…'],
  ])('tells how %s got %s: %s', (name, slug, kind) => {
    expect(slugKindOf(name, slug, transliterate)).toBe(kind);
  });
});
