// Joins the modules of the build for Node: `tsx scripts/bundle-for-node.ts [folder]`. Loading some hundred small files takes
// longer than running them. Node gets one file for each entry point and what they share, in `dist/node`. Everybody else,
// such as a bundler for browsers, gets the modules of `dist`, of which it can leave out what is not used.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { readEntryPoints } from './entry-points.js';

const folder = process.argv[2] ?? process.cwd();
const manifest: { bin: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);
const moduleOf = (path: string) => path.replace(/^(\.\/)?dist\/node\//, 'dist/');

buildSync({
  absWorkingDir: folder,
  entryPoints: [
    ...readEntryPoints(folder).map(({ types }) => types.replace(/\.d\.ts$/, '.js')),
    ...Object.values(manifest.bin).map(moduleOf),
  ],
  outbase: 'dist',
  outdir: 'dist/node',
  chunkNames: 'shared/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Names stay as they are, so that a stack trace can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  // Node prints the whole source line of an uncaught error.
  lineLimit: 160,
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
});
