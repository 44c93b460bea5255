// Tries storages with one planted defect each on the storage contract: `--share 0.1` tries a part. The report says
// which were caught, by which clause, and which survived.
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { writeFigures } from '../test/saboteurs/contract-page.js';
import { limiterMutants, tryLimiter } from '../test/saboteurs/limiters.js';
import { reportOf, survivorsOf } from '../test/saboteurs/report.js';
import { runMutants } from '../test/saboteurs/run.js';
import { isInShare } from '../test/saboteurs/table.js';
import { findWitnesses, writeWitnesses } from '../test/saboteurs/witnesses.js';
import { parseWholeNumber } from './parse-whole-number.js';

interface MutantOptions {
  readonly share: number;
  readonly seed: number;
  readonly kind: string;
  readonly threads: number;
  readonly name?: string;
  readonly into?: string;
  readonly intoContract?: boolean;
}

await new Command()
  .description('try storages with planted defects on the contract')
  .option('--share <number>', 'which share of the table to try', Number, 1)
  .option('--seed <number>', 'which share it is', parseWholeNumber, 1)
  .option('--kind <text>', 'only kinds that begin so', '')
  .option('--name <text>', 'only names that contain this')
  .option('--threads <number>', 'how many threads', parseWholeNumber, 2)
  .option(
    '--into-contract',
    'write the numbers into docs/contract.md, and a mutant for each clause',
  )
  .option('--into <file>', 'where to write the report; printed if absent')
  .action(main)
  .parseAsync();

async function main({
  share,
  seed,
  kind,
  threads,
  name: part = '',
  into,
  intoContract = false,
}: MutantOptions): Promise<void> {
  const isWanted = (name: string) => name.includes(part);
  const limiters = limiterMutants().filter(
    (each) =>
      each.kind.startsWith(kind) && isWanted(each.name) && isInShare(each.name, share, seed),
  );
  const verdicts = [...(await Promise.all(limiters.map(tryLimiter)))];
  const write = () => {
    if (into !== undefined) writeFileSync(into, reportOf(verdicts));
  };
  const size = await runMutants({
    share,
    seed,
    kind,
    threads,
    isWanted,
    onVerdict: (verdict, done, planned) => {
      verdicts.push(verdict);
      if (done % 200 !== 0) return;
      write();
      console.error(`${done} of ${planned}, ${cpuSeconds()} CPU seconds`);
    },
  });
  write();
  if (into === undefined) console.log(reportOf(verdicts));
  if (intoContract) {
    writeFigures(verdicts, size + limiterMutants().length);
    writeWitnesses(await findWitnesses(verdicts));
  }
  const survivors = survivorsOf(verdicts).length;
  console.log(`${verdicts.length} planted, ${survivors} survived, ${cpuSeconds()} CPU seconds`);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1_000_000);
}
