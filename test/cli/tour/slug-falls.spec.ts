import { describe, expect, it } from 'vitest';
import { slugFallOf } from '../../../src/cli/tour/slug-falls.js';
import { transliterate } from './support.js';

describe('slugFallOf', () => {
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
  ])('says how %s came by %s: %s', (name, slug, fall) => {
    expect(slugFallOf(name, slug, transliterate)).toBe(fall);
  });
});
