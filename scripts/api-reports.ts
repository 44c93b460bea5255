// The public declarations of every entry point, as API Extractor finds them in a build, and what
// differs between two such reports.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type IConfigFile,
} from '@microsoft/api-extractor';
import { type EntryPoint, entryPointsOf } from './entry-points.js';

export interface ApiReport {
  /** The report's file, such as `inversify.memory.api.md`. */
  readonly file: string;
  readonly text: string;
}

/** One thing that a report declares; the overloads of a function are one. */
interface Declaration {
  readonly name: string;
  readonly isExported: boolean;
  readonly text: string;
}

export const apiReportFolder = 'docs/api-report';

/**
 * The reports of the package in `folder`, which holds its manifest, its build in `dist` and what it
 * needs in `node_modules`. What the entry `guildhall` declares is not repeated in the others.
 */
export function apiReportsOf(folder: string): readonly ApiReport[] {
  const entries = entryPointsOf(folder);
  const declared = entries.map((entry) => declarationsIn(extracted(folder, entry)));
  const core = new Set(declared[0]?.map(({ name }) => name));
  return entries.map(({ specifier }, index) => {
    const own = declared[index] ?? [];
    const kept = index === 0 ? own : own.filter((one) => one.isExported || !isOf(core, one));
    return { file: fileOf(specifier), text: reportOf(specifier, kept) };
  });
}

/** API Extractor puts a number behind the name of what is not exported where the name is taken. */
function isOf(names: ReadonlySet<string>, { name }: Declaration): boolean {
  return names.has(name.replace(/_\d+$/, ''));
}

function fileOf(specifier: string): string {
  return `${specifier.replace(/^guildhall\//, '').replaceAll('/', '.')}.api.md`;
}

function reportOf(specifier: string, declarations: readonly Declaration[]): string {
  const code = declarations.map(({ text }) => text).join('\n\n');
  return `# ${specifier}\n\nWritten by \`npm run api:report\`.\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
}

/** What changed from one report to another, a paragraph for each declaration. */
export function changesBetween(before: string, after: string): readonly string[] {
  const was = linesByName(before);
  const is = linesByName(after);
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((name) => {
    const old = was.get(name) ?? [];
    const now = is.get(name) ?? [];
    if (old.join('\n') === now.join('\n')) return [];
    const verdict = old.length === 0 ? 'is new' : now.length === 0 ? 'is gone' : 'changed';
    return [
      [`${name} ${verdict}:`, ...without(old, now, '-'), ...without(now, old, '+')].join('\n'),
    ];
  });
}

function linesByName(report: string): ReadonlyMap<string, readonly string[]> {
  return new Map(declarationsIn(report).map(({ name, text }) => [name, text.split('\n')]));
}

function without(lines: readonly string[], others: readonly string[], sign: string): string[] {
  return lines.filter((line) => !others.includes(line)).map((line) => `  ${sign} ${line.trim()}`);
}

const declares =
  /^(export )?(?:declare )?(?:abstract )?(?:class|const|enum|function|interface|let|namespace|type) (\w+)/m;

/** What stands in a report's block of TypeScript; imports do not count, they follow from the rest. */
function declarationsIn(report: string): readonly Declaration[] {
  const [, code = ''] = /^```ts\n(.*)^```$/ms.exec(report) ?? [];
  const found = new Map<string, Declaration>();
  for (const paragraph of code.split(/\n{2,}/)) {
    const text = withoutRemarks(paragraph);
    if (text === '' || /^import /.test(text)) continue;
    const [, exported, name = text] = declares.exec(text) ?? [];
    const isExported = exported !== undefined || name === text;
    const earlier = found.get(name);
    found.set(name, { name, isExported, text: earlier ? `${earlier.text}\n${text}` : text });
  }
  return [...found.values()];
}

/** Release tags and notes on missing comments are no part of the API. */
function withoutRemarks(paragraph: string): string {
  return paragraph.replace(/^ *\/\/ (@|\(undocumented\)|\(No @package).*\n?/gm, '').trim();
}

function extracted(folder: string, entry: EntryPoint): string {
  const scratch = mkdtempSync(join(tmpdir(), 'guildhall-api-'));
  try {
    const config = ExtractorConfig.prepare({
      configObject: configFor(folder, entry, scratch),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(folder, 'package.json'),
    });
    const complaints: string[] = [];
    const { succeeded } = Extractor.invoke(config, {
      localBuild: true,
      messageCallback(message) {
        if (message.logLevel === ExtractorLogLevel.Error) complaints.push(message.text);
        message.handled = true;
      },
    });
    if (succeeded) return readFileSync(config.reportFilePath, 'utf8');
    throw new Error(`API Extractor cannot report ${entry.specifier}:\n${complaints.join('\n')}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function configFor(folder: string, { types }: EntryPoint, scratch: string): IConfigFile {
  const mainEntryPointFilePath = join(folder, types);
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
  };
  return {
    newlineKind: 'lf',
    projectFolder: folder,
    mainEntryPointFilePath,
    compiler: { overrideTsconfig: { compilerOptions, files: [mainEntryPointFilePath] } },
    apiReport: {
      enabled: true,
      includeForgottenExports: true,
      reportFolder: scratch,
      reportTempFolder: join(scratch, 'temporary'),
      reportFileName: 'report',
    },
    messages: { extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } } },
  };
}
