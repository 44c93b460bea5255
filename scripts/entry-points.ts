// The entry points of the package, from `exports` in package.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type ExportTargets = Readonly<Record<'types' | 'default', string>>;

export interface EntryPoint {
  /** The name that users import, such as `guildhall/inversify/memory`. */
  readonly specifier: string;
  /** The paths of its declarations and of its TypeScript file, from the package's root. */
  readonly types: string;
  readonly source: string;
}

/** Reads the entry points of the package in this folder. `package.json` is exported too, but is not an entry point. */
export function readEntryPoints(folder: string): readonly EntryPoint[] {
  const manifest: { exports: Readonly<Record<string, string | ExportTargets>> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  return Object.entries(manifest.exports).flatMap(([path, targets]) =>
    typeof targets === 'string' ? [] : [toEntryPoint(path, targets)],
  );
}

function toEntryPoint(path: string, { types, default: built }: ExportTargets): EntryPoint {
  return {
    specifier: path.replace(/^\./, 'guildhall'),
    types: types.replace(/^\.\//, ''),
    source: built.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts'),
  };
}
