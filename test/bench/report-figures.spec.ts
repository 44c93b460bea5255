// The figures of the benchmark's report: each is well-formed and names its series.
import { describe, expect, it } from 'vitest';
import { createScale, tickText } from '../../bench/plots/scales.js';
import { element, label } from '../../bench/plots/svg.js';
import { drawFigures } from '../../bench/report/figures.js';
import { mongoSubjects, subjectTitles } from '../../bench/subjects.js';
import { sampleResults } from './report-sample.js';
import { textsOf, xmlFault } from './xml.js';

const figures = drawFigures(sampleResults);
const mongoTitles = mongoSubjects.map((name) => subjectTitles[name]);

const expectedSeries: Readonly<Record<string, readonly string[]>> = {
  'throughput-mongodb.svg': mongoTitles,
  'throughput-memory.svg': [subjectTitles.memory, subjectTitles.betterAuthInMemory],
  'latency.svg': mongoTitles,
  'cpu.svg': mongoTitles,
  'statements.svg': mongoTitles,
  'ratios.svg': ['1 caller', '16 callers'],
  'growth.svg': [subjectTitles.guildhall, subjectTitles.floor],
  'growth-large.svg': [subjectTitles.guildhall],
};

describe('a figure', () => {
  it('is drawn for everything that was measured', () => {
    expect([...figures.keys()].sort()).toEqual(Object.keys(expectedSeries).sort());
  });

  it.each(Object.entries(expectedSeries))(
    'is well-formed and names its series: %s',
    (name, series) => {
      const svg = figures.get(name) ?? '';
      expect(xmlFault(svg)).toBeNull();
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(textsOf(svg, 'text')).toEqual(expect.arrayContaining([...series]));
    },
  );

  it('is left out if there is nothing to draw', () => {
    const nothing = { operations: [], ratios: [], growth: [], statements: [] };
    expect([...drawFigures({ ...sampleResults, ...nothing }).keys()]).toEqual([]);
  });
});

describe('the check of the markup', () => {
  it.each([
    ['a tag that is not closed', '<svg><g></svg>'],
    ['a bare ampersand', '<svg><text>a & b</text></svg>'],
    ['two roots', '<svg></svg><svg></svg>'],
    ['an attribute without quotes', '<svg width=1></svg>'],
  ])('would find %s', (_title, svg) => {
    expect(xmlFault(svg)).not.toBeNull();
  });

  it('accepts what the writer escapes', () => {
    const svg = element('svg', { title: 'a "b" & <c>' }, label(0, 0, '1 < 2 & 3'));
    expect(xmlFault(svg)).toBeNull();
    expect(textsOf(svg, 'text')).toEqual(['1 &lt; 2 &amp; 3']);
  });
});

describe('a scale', () => {
  it('that is linear starts at 0 and ends at a round number', () => {
    const { ticks, place } = createScale('linear', [3, 37]);
    expect(ticks).toEqual([0, 10, 20, 30, 40]);
    expect(place(20)).toBe(0.5);
  });

  it('that is logarithmic has its ends at 1, 2 or 5 times a power of ten', () => {
    const { ticks, place } = createScale('log', [0.3, 15]);
    expect(ticks).toEqual([0.2, 0.5, 1, 2, 5, 10, 20]);
    expect(place(0.2)).toBe(0);
    expect(place(2)).toBeCloseTo(0.5);
    expect(place(20)).toBe(1);
  });

  it('of nothing can still be drawn', () => {
    expect(createScale('log', []).ticks).toEqual([1, 2, 5, 10]);
    expect(createScale('linear', []).ticks[0]).toBe(0);
  });

  it('has short texts at its ticks', () => {
    expect([0.25, 5_000, 15_000, 2_000_000].map(tickText)).toEqual(['0.25', '5000', '15k', '2M']);
  });
});
