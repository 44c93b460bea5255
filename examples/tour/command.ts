// The command `npm start`: runs the tour on the example files, or on files of your own.

import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import { loadOptionalPackage } from '../../src/cli/optional-package.js';
import type { Storage } from '../../src/ports/storage.js';
import { type AppRow, readAppRows } from './apps/app-rows.js';
import type { NameAdapters } from './environment.js';
import { toTourJson } from './json-report.js';
import { type InputRow, readOrganizationRows } from './organization-rows.js';
import { progressBar } from './progress-bar.js';
import { renderReport, throughputLine } from './report-tables.js';
import { maxTourSteps, runTour, type TourReport } from './tour.js';
import { type StorageName, storageNames, withStorage } from './with-storage.js';

interface TourOptions {
  readonly storage: StorageName;
  readonly input: string;
  readonly apps: string;
  readonly json: boolean;
}

const exampleFile = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

export function tourCommand(): Command {
  return new Command('npm start --')
    .description(
      'create real organizations, invite, accept, change roles and leave, bring apps through review, and print the results',
    )
    .addOption(
      new Option('--storage <name>', 'where the tour runs').choices(storageNames).default('memory'),
    )
    .addOption(
      new Option(
        '--input <file>',
        'organizations, one {"name", "website"?, "domain"?} per line',
      ).default(exampleFile('organizations.jsonl'), 'examples/organizations.jsonl'),
    )
    .addOption(
      new Option(
        '--apps <file>',
        'apps, one {"packageName", "name", "manifest", "refused"?} per line',
      ).default(exampleFile('apps.jsonl'), 'examples/apps.jsonl'),
    )
    .option('--json', 'print the results as JSON', false)
    .action(runTourCommand);
}

async function runTourCommand({ storage, input, apps, json }: TourOptions): Promise<void> {
  const given = { rows: await readOrganizationRows(input), apps: await readAppRows(apps) };
  const names = await loadNameAdapters();
  const report = await withStorage(storage, (empty) => runTourWithProgress(given, names, empty));
  console.log(
    json ? JSON.stringify(toTourJson(storage, report)) : reportText(storage, report, names),
  );
}

async function loadNameAdapters(): Promise<NameAdapters> {
  return loadOptionalPackage(
    () => import('../../src/adapters/node/index.js'),
    'npm install any-ascii',
  );
}

async function runTourWithProgress(
  given: { readonly rows: readonly InputRow[]; readonly apps: readonly AppRow[] },
  nameAdapters: NameAdapters,
  storage: Storage,
): Promise<TourReport> {
  const bar = progressBar(maxTourSteps(given));
  try {
    return await runTour({ ...given, storage, nameAdapters, now: new Date(), onStep: bar.step });
  } finally {
    bar.stop();
  }
}

const minColumns = 80;
const maxColumns = 120;

function reportText(
  storage: StorageName,
  report: TourReport,
  { transliterate }: NameAdapters,
): string {
  const { stdout } = process;
  const page = {
    columns: Math.min(maxColumns, Math.max(minColumns, stdout.columns ?? minColumns)),
    emphasize: (title: string) =>
      stdout.isTTY && stdout.hasColors() ? styleText('bold', title) : title,
  };
  return `\n${renderReport(report, transliterate, page)}\n\n${throughputLine(storage, report)}\n`;
}
