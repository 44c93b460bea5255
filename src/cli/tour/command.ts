// `guildhall tour`: the main job on real input, from founding to leaving.

import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import type { Storage } from '../../ports/storage.js';
import { type AppRow, readAppRows } from './apps/rows.js';
import { jsonOf } from './json.js';
import { needed } from './needed.js';
import { progressBar } from './progress-bar.js';
import { type Row, readRows } from './rows.js';
import type { NameTables } from './stage.js';
import { onStorage, type StorageName, storageNames } from './storages.js';
import { rateOf, tableOf } from './table.js';
import { mostStepsOf, runTour, type TourReport } from './tour.js';

interface TourOptions {
  readonly storage: StorageName;
  readonly input: string;
  readonly apps: string;
  readonly json: boolean;
}

/** The same way from `src` and from `dist`. */
const examples = (name: string) =>
  fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));

export function tourCommand(): Command {
  return new Command('tour')
    .description(
      'found real organizations, invite, accept, lead and leave, bring apps through review, and see what came of it',
    )
    .addOption(new Option('--storage <name>', 'where').choices(storageNames).default('memory'))
    .addOption(
      new Option('--input <file>', 'one {"name", "website"?, "domain"?} a line').default(
        examples('organizations.jsonl'),
        'examples/organizations.jsonl',
      ),
    )
    .addOption(
      new Option(
        '--apps <file>',
        'one {"packageName", "name", "manifest", "refused"?} a line',
      ).default(examples('apps.jsonl'), 'examples/apps.jsonl'),
    )
    .option('--json', 'print the result for machines', false)
    .action(tour);
}

async function tour({ storage, input, apps, json }: TourOptions): Promise<void> {
  const given = { rows: await readRows(input), apps: await readAppRows(apps) };
  const names = await nameTables();
  const report = await onStorage(storage, (empty) => runWithBar(given, names, empty));
  console.log(json ? JSON.stringify(jsonOf(storage, report)) : textOf(storage, report, names));
}

async function nameTables(): Promise<NameTables> {
  return needed(() => import('../../adapters/node/index.js'), 'npm install any-ascii tldts');
}

async function runWithBar(
  given: { readonly rows: readonly Row[]; readonly apps: readonly AppRow[] },
  names: NameTables,
  storage: Storage,
): Promise<TourReport> {
  const bar = progressBar(mostStepsOf(given));
  try {
    return await runTour({ ...given, storage, names, now: new Date(), onStep: bar.step });
  } finally {
    bar.stop();
  }
}

const narrowest = 80;
const widest = 120;

function textOf(storage: StorageName, report: TourReport, { transliterate }: NameTables): string {
  const { stdout } = process;
  const page = {
    columns: Math.min(widest, Math.max(narrowest, stdout.columns ?? narrowest)),
    emphasize: (title: string) =>
      stdout.isTTY && stdout.hasColors() ? styleText('bold', title) : title,
  };
  return `\n${tableOf(report, transliterate, page)}\n\n${rateOf(storage, report)}\n`;
}
