// The page and the JSON of the benchmark.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderCapabilities, renderReport, replaceReport } from '../../bench/report/page.js';
import { resultsSchema } from '../../bench/report/results.js';
import { checkFolder, writeLargeResults, writeResults } from '../../bench/report/write.js';
import { subjectNames, subjectTitles } from '../../bench/subjects.js';
import { projectRoot, scratchFolder } from '../support/project.js';
import { sampleRatio, sampleResults } from './report-sample.js';

const emptyPage = ['bench:subjects', 'bench', 'bench:large']
  .map((name) => `text\n<!-- ${name} -->\n<!-- /${name} -->\n`)
  .join('');

function folderWithPage(): string {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'performance.md'), emptyPage);
  return folder;
}

function readWritten(folder: string) {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    page: read('performance.md'),
    json: resultsSchema.parse(JSON.parse(read('performance.json'))),
  };
}

const [ofPlain, ofLarge] = [
  sampleResults.growth.filter(({ run }) => run === 'plain'),
  sampleResults.growth.filter(({ run }) => run === 'large'),
];

describe('the text between two markers of a page', () => {
  it('is replaced', () => {
    const page = 'a\n<!-- bench -->\n<!-- /bench -->\nb\n';
    const once = replaceReport(page, 'one');
    expect(once).toBe('a\n<!-- bench -->\n\none\n\n<!-- /bench -->\nb\n');
    expect(replaceReport(once, 'two')).toBe(once.replace('one', 'two'));
  });

  it('cannot be replaced without the markers', () => {
    expect(() => replaceReport('a page without', 'one')).toThrow('<!-- bench -->');
  });
});

describe('the results that are written', () => {
  it('are the page, JSON with one line for each row, and figures that the page shows', () => {
    const folder = folderWithPage();
    writeResults(folder, { ...sampleResults, growth: ofPlain });
    const { page, json } = readWritten(folder);
    expect(json).toEqual({ ...sampleResults, growth: ofPlain });
    const shown = [...page.matchAll(/\]\((performance\/[a-z-]+\.svg)\)/g)].map(
      ([, path = '']) => path,
    );
    expect(shown.length).toBeGreaterThan(5);
    for (const path of shown) expect(readFileSync(join(folder, path), 'utf8')).toMatch(/^<svg /);
    expect(page).not.toContain('growth-large');
  });

  it('keep the growth of the other kind of run', () => {
    const folder = folderWithPage();
    writeResults(folder, { ...sampleResults, growth: ofPlain });
    writeLargeResults(folder, ofLarge);
    expect(readWritten(folder).json.growth).toEqual(sampleResults.growth);
    writeResults(folder, { ...sampleResults, growth: ofPlain });
    const { page, json } = readWritten(folder);
    expect(json.growth).toEqual(sampleResults.growth);
    expect(page).toContain('![growth large](performance/growth-large.svg)');
  });

  it('of before the second floor can still be read', () => {
    const { splitFloor: _none, ...ratio } = sampleRatio();
    const [read] = resultsSchema.parse({ ...sampleResults, ratios: [ratio] }).ratios;
    expect(read).toEqual({ ...ratio, splitFloor: null });
  });

  it('need a page with the markers, and those of a large run need those of a plain one', () => {
    const folder = folderWithPage();
    expect(() => checkFolder(folder, false)).not.toThrow();
    expect(() => checkFolder(folder, true)).toThrow('without --large first');
    expect(() => writeLargeResults(folder, ofLarge)).toThrow('without --large first');
    writeFileSync(join(folder, 'performance.md'), '<!-- bench -->\n<!-- /bench -->\n');
    expect(() => checkFolder(folder, false)).toThrow('<!-- bench:subjects -->');
  });
});

describe('the report', () => {
  it('has a table with every subject, and the calls that failed', () => {
    const report = renderReport(sampleResults);
    for (const name of subjectNames) expect(report).toContain(`| ${subjectTitles[name]}`);
    expect(report).toContain('- the careful team, invite and accept, 16 callers: 3 of 20');
    expect(report).toContain('2 (1.9–2.1)');
    expect(report).toContain('| to the floor with a collection for each model |');
    expect(report).toMatch(/membership +\| +16 \| +1\.4 \(/);
    expect(report).toContain('97.9 %');
    expect(report).not.toMatch(/NaN|undefined|null/);
  });
});

describe('docs/performance.md', () => {
  it('says of each subject what it does, as the ratios are judged', () => {
    const page = readFileSync(join(projectRoot, 'docs/performance.md'), 'utf8');
    expect(replaceReport(page, renderCapabilities(), 'bench:subjects')).toBe(page);
  });
});
