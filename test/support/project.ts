// The root of this project, and scratch folders for tests that need files.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterFile } from './after-file.js';

export const projectRoot: string = dirname(dirname(import.meta.dirname));

/** An empty folder, which is removed at the end of the test file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-test-'));
  afterFile(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A scratch folder with these files (path: text), and with this project's node_modules. */
export function scratchProject(files: Readonly<Record<string, string>>): string {
  const folder = scratchFolder();
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The TypeScript files in a folder of this project, as paths from the root. */
export function sourceFiles(under: string): string[] {
  return readdirSync(join(projectRoot, under), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => join(under, path))
    .sort();
}
