// What can be imported from this package, as `exports` of package.json names it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Targets = Readonly<Record<'types' | 'default', string>>;

export interface EntryPoint {
  /** As users import it, such as `guildhall/inversify/memory`. */
  readonly specifier: string;
  /** Its declarations and its TypeScript, as paths from the package's root. */
  readonly types: string;
  readonly source: string;
}

/** The entry points of the package in this folder; package.json, which is exported too, is none. */
export function entryPointsOf(folder: string): readonly EntryPoint[] {
  const manifest: { exports: Readonly<Record<string, string | Targets>> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  return Object.entries(manifest.exports).flatMap(([path, targets]) =>
    typeof targets === 'string' ? [] : [entryPoint(path, targets)],
  );
}

function entryPoint(path: string, { types, default: built }: Targets): EntryPoint {
  return {
    specifier: path.replace(/^\./, 'guildhall'),
    types: types.replace(/^\.\//, ''),
    source: built.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts'),
  };
}
