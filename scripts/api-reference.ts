// Creates the API reference from the doc comments: `npm run docs:api` writes it to docs/api, which git ignores;
// `npm run docs:api -- --check` writes nothing. Both fail if a link is broken or an export has no comment.
import { join } from 'node:path';
import {
  Application,
  type DeclarationReflection,
  type ProjectReflection,
  ReflectionKind,
  type TypeDocOptions,
} from 'typedoc';
import { readEntryPoints } from './entry-points.js';

const root = join(import.meta.dirname, '..');
const entries = readEntryPoints(root);

const options: TypeDocOptions = {
  name: 'Guildhall',
  readme: 'none',
  entryPoints: entries.map(({ source }) => join(root, source)),
  tsconfig: join(root, 'tsconfig.build.json'),
  out: join(root, 'docs/api'),
  skipErrorChecking: true,
  disableSources: true,
  excludeExternals: true,
  validation: { notExported: false, invalidLink: true, invalidPath: true, notDocumented: false },
};

const kindsThatNeedComment =
  ReflectionKind.Class |
  ReflectionKind.Function |
  ReflectionKind.Interface |
  ReflectionKind.TypeAlias |
  ReflectionKind.Variable;

function exportsWithoutComment(project: ProjectReflection): readonly DeclarationReflection[] {
  const exported = project.children?.flatMap((module) => module.children ?? []) ?? [];
  return exported.filter(
    (one) =>
      one.kindOf(kindsThatNeedComment) &&
      !one.hasComment() &&
      !one.signatures?.some((signature) => signature.hasComment()),
  );
}

/** Names each module as it is imported, such as `guildhall/memory`. */
function setModuleNames(project: ProjectReflection): void {
  const names = new Map(entries.map(({ source, specifier }) => [source, specifier]));
  for (const module of project.children ?? []) {
    const source = project.getSymbolIdFromReflection(module)?.packagePath ?? '';
    module.name = names.get(source) ?? module.name;
  }
}

async function main(): Promise<void> {
  const app = await Application.bootstrap(options);
  const project = await app.convert();
  if (project === undefined) throw new Error('TypeDoc could not read the sources; see above.');
  setModuleNames(project);
  app.validate(project);
  for (const reflection of exportsWithoutComment(project)) {
    const file = project.getSymbolIdFromReflection(reflection)?.packagePath ?? '';
    app.logger.error(`${file}: ${reflection.name} is exported and has no doc comment; write one.`);
  }
  if (!process.argv.includes('--check')) await app.generateOutputs(project);
  process.exitCode = app.logger.hasErrors() || app.logger.hasWarnings() ? 1 : 0;
}

await main();
