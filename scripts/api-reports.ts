// Reports of the public declarations of every entry point, as API Extractor finds them in a build, and the differences
// between two reports.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type IConfigFile,
} from '@microsoft/api-extractor';
import { type EntryPoint, readEntryPoints } from './entry-points.js';

export interface ApiReport {
  /** The file name of the report, such as `inversify.memory.api.md`. */
  readonly file: string;
  readonly text: string;
}

/** A declaration in a report. The overloads of a function are one declaration. */
interface Declaration {
  readonly name: string;
  readonly isExported: boolean;
  readonly text: string;
}

export const apiReportFolder = 'docs/api-report';

/**
 * Creates the reports of the package in `folder`, which has its package.json, its build in `dist` and its dependencies in
 * `node_modules`. The declarations of the entry `guildhall` are not repeated in the others.
 */
export function createApiReports(folder: string): readonly ApiReport[] {
  const entries = readEntryPoints(folder);
  const declared = entries.map((entry) => parseDeclarations(extractReport(folder, entry)));
  const core = new Set(declared[0]?.map(({ name }) => name));
  return entries.map(({ specifier }, index) => {
    const own = declared[index] ?? [];
    const kept =
      index === 0 ? own : own.filter((one) => one.isExported || !isDeclaredIn(core, one));
    return { file: reportFileName(specifier), text: renderApiReport(specifier, kept) };
  });
}

/** API Extractor adds a number to the name of a declaration that is not exported if the name is taken. */
function isDeclaredIn(names: ReadonlySet<string>, { name }: Declaration): boolean {
  return names.has(name.replace(/_\d+$/, ''));
}

function reportFileName(specifier: string): string {
  return `${specifier.replace(/^guildhall\//, '').replaceAll('/', '.')}.api.md`;
}

function renderApiReport(specifier: string, declarations: readonly Declaration[]): string {
  const code = declarations.map(({ text }) => text).join('\n\n');
  return `# ${specifier}\n\nWritten by \`npm run api:report\`.\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
}

/** The changes from one report to another, one paragraph per declaration. */
export function describeApiChanges(before: string, after: string): readonly string[] {
  const was = linesByName(before);
  const is = linesByName(after);
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((name) => {
    const old = was.get(name) ?? [];
    const now = is.get(name) ?? [];
    if (old.join('\n') === now.join('\n')) return [];
    const verdict = old.length === 0 ? 'is new' : now.length === 0 ? 'is removed' : 'changed';
    return [
      [`${name} ${verdict}:`, ...linesNotIn(old, now, '-'), ...linesNotIn(now, old, '+')].join(
        '\n',
      ),
    ];
  });
}

function linesByName(report: string): ReadonlyMap<string, readonly string[]> {
  return new Map(parseDeclarations(report).map(({ name, text }) => [name, text.split('\n')]));
}

function linesNotIn(lines: readonly string[], others: readonly string[], sign: string): string[] {
  return lines.filter((line) => !others.includes(line)).map((line) => `  ${sign} ${line.trim()}`);
}

const declarationPattern =
  /^(export )?(?:declare )?(?:abstract )?(?:class|const|enum|function|interface|let|namespace|type) (\w+)/m;

/** The declarations in a report's block of TypeScript, without imports, which follow from the rest. */
function parseDeclarations(report: string): readonly Declaration[] {
  const [, code = ''] = /^```ts\n(.*)^```$/ms.exec(report) ?? [];
  const found = new Map<string, Declaration>();
  for (const paragraph of code.split(/\n{2,}/)) {
    const text = withoutRemarks(paragraph);
    if (text === '' || /^import /.test(text)) continue;
    const [, exported, name = text] = declarationPattern.exec(text) ?? [];
    const isExported = exported !== undefined || name === text;
    const earlier = found.get(name);
    found.set(name, { name, isExported, text: earlier ? `${earlier.text}\n${text}` : text });
  }
  return [...found.values()];
}

/** Removes release tags and notes about missing comments, which are not part of the API. */
function withoutRemarks(paragraph: string): string {
  return paragraph.replace(/^ *\/\/ (@|\(undocumented\)|\(No @package).*\n?/gm, '').trim();
}

function extractReport(folder: string, entry: EntryPoint): string {
  const scratch = mkdtempSync(join(tmpdir(), 'guildhall-api-'));
  try {
    const config = ExtractorConfig.prepare({
      configObject: extractorConfig(folder, entry, scratch),
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
    throw new Error(
      `API Extractor cannot create the report of ${entry.specifier}:\n${complaints.join('\n')}`,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function extractorConfig(folder: string, { types }: EntryPoint, scratch: string): IConfigFile {
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
