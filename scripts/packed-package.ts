// Packs this package and runs programs in a project that has installed it.

import { execFile } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Returns the path of the tarball. */
export async function pack(work: string): Promise<string> {
  const output = await run(root, 'npm', ['pack', '--json', '--pack-destination', work]);
  const [packed]: { filename: string }[] = JSON.parse(output.slice(output.indexOf('[\n')));
  if (packed === undefined) throw new Error('npm pack packed nothing.');
  return join(work, packed.filename);
}

/** Returns what the program printed. Throws with its errors if it fails. */
export async function run(...parameters: Parameters<typeof spawnIn>): Promise<string> {
  const { failed, stdout, stderr } = await spawnIn(...parameters);
  if (!failed) return stdout;
  const notOk = stdout.split('\n').filter((line) => /^\s*not ok|error:|ERR/.test(line));
  throw new Error([...notOk.slice(0, 10), stderr.slice(0, 2_000)].join('\n'));
}

/** Not synchronous, because the MongoDB of this process waits until somebody reads its log. */
export function spawnIn(
  folder: string,
  program: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ failed: boolean; stdout: string; stderr: string }> {
  const env = { ...process.env, ...environment };
  const options = { cwd: folder, env, maxBuffer: 100_000_000 };
  return new Promise((resolve) => {
    execFile(program, [...parameters], options, (error, stdout, stderr) =>
      resolve({ failed: error !== null, stdout, stderr }),
    );
  });
}
