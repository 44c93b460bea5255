// Measures how long importing the core takes, against importing zod alone, and the size of the core without zod. Both are
// taken from a build of its own.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { rounded } from './report/compare.js';
import type { Start } from './report/results.js';
import { medianInterval, medianOf, pairedRatios } from './statistics.js';
import { bundleTarget, isMet, startTarget } from './targets.js';

const root = join(import.meta.dirname, '..');

/** Imports both this many times, each time in a new process, in turns. */
export function measureStart(times: number, print: (line: string) => void): Start {
  print('start: building the package, importing it and measuring its size');
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
  try {
    build(folder);
    const timesOf = { core: [0], zod: [0] };
    // The first time fills the file cache and is not counted.
    for (let time = 0; time <= times; time += 1) {
      timesOf.core[time] = importTime(folder, 'guildhall');
      timesOf.zod[time] = importTime(folder, 'zod');
    }
    const [core, zod] = [timesOf.core.slice(1), timesOf.zod.slice(1)];
    const ratios = pairedRatios(core, zod);
    const [ratio, { low, high }] = [medianOf(ratios), medianInterval(ratios)];
    return {
      importMs: rounded(medianOf(core)),
      zodMs: rounded(medianOf(zod)),
      ratio: rounded(ratio),
      interval: [rounded(low), rounded(high)],
      ...startTarget,
      met: isMet(ratio, startTarget) ?? false,
      bundle: measureBundle(folder),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function build(folder: string): void {
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  run(root, compiler, ['-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist')]);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')));
  const bundler = join(root, 'scripts', 'bundle-for-node.ts');
  run(root, process.execPath, ['--import', 'tsx', bundler, folder]);
}

function importTime(folder: string, specifier: string): number {
  const program =
    `const start = performance.now(); await import('${specifier}');` +
    ' console.log(performance.now() - start);';
  return Number(run(folder, process.execPath, ['--input-type=module', '--eval', program]));
}

const entry = z.looseObject({ path: z.string(), ignore: z.array(z.string()).optional() });
const sizes = z.tuple([z.object({ size: z.number() })]);

/** As `npm run size` measures it, with the settings of its own file. */
function measureBundle(folder: string): Start['bundle'] {
  const settings = z
    .array(entry)
    .parse(JSON.parse(readFileSync(join(root, '.size-limit.json'), 'utf8')));
  const core = settings.find(
    ({ path, ignore }) => path === 'dist/index.js' && ignore?.includes('zod') === true,
  );
  if (core === undefined) throw new Error('.size-limit.json has no entry of the core without zod.');
  writeFileSync(join(folder, '.size-limit.json'), JSON.stringify([core]));
  const sizeLimit = join(root, 'node_modules', '.bin', 'size-limit');
  // It exits with 1 if the size is above its limit, which is for `npm run size` to say.
  const { stdout } = spawnSync(sizeLimit, ['--json'], { cwd: folder, encoding: 'utf8' });
  const [{ size: gzippedBytes }] = sizes.parse(JSON.parse(stdout));
  return { gzippedBytes, ...bundleTarget, met: isMet(gzippedBytes, bundleTarget) ?? false };
}

function run(cwd: string, program: string, parameters: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(program, parameters, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed.\n${stdout}${stderr}`);
  return stdout;
}
