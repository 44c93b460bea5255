// Which layer may import what, as rules for dependency-cruiser. `architecture.spec.ts` runs them and proves on planted
// violations that each rule catches one.
import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IForbiddenRuleType,
} from 'dependency-cruiser';

const builtinPattern = (...names: readonly string[]) => `^(node:)?(${names.join('|')})(/|$)`;
const builtin = builtinPattern(...builtinModules);
const packagePattern = (...names: string[]) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

/** What each adapter may import besides the ports and the domain. A new adapter needs an entry here. */
const driversOfAdapter: Readonly<Record<string, readonly string[]>> = {
  cached: [packagePattern('lru-cache')],
  kit: [],
  memory: [],
  mongoose: [packagePattern('mongoose')],
  node: [builtin, packagePattern('bcrypt', 'any-ascii')],
  smtp: [packagePattern('nodemailer')],
  web: [packagePattern('@noble/hashes', '@scure/base')],
  webhooks: [
    builtinPattern('crypto', 'dns', 'http', 'https', 'net'),
    packagePattern('ipaddr\\.js'),
  ],
};

const compositionRoots = '^src/(index|guildhall|guildhall-options)\\.ts$';
const knownAdapters = [...Object.keys(driversOfAdapter), 'inversify'].join('|');

interface AllowedImports {
  readonly from: { path: string };
  readonly to: { pathNot: string[] };
}

function allowOnly(from: string, allowed: readonly string[]): AllowedImports {
  return { from: { path: from }, to: { pathNot: [...allowed] } };
}

function toAdapterRule([name, drivers]: [string, readonly string[]]): IForbiddenRuleType {
  return {
    name: `adapter-${name}`,
    severity: 'error',
    comment: `adapters/${name} imports the ports, the domain, the kit and its own driver.`,
    ...allowOnly(`^src/adapters/${name}/`, [
      `^src/(domain|ports|adapters/(kit|${name}))/`,
      ...drivers,
    ]),
  };
}

export const layerRules: readonly IForbiddenRuleType[] = [
  {
    name: 'domain',
    severity: 'error',
    comment: 'The domain imports nothing else: no package, no Node built-in, no other layer.',
    ...allowOnly('^src/domain/', ['^src/domain/']),
  },
  {
    name: 'ports',
    severity: 'error',
    comment: 'The ports import only the domain.',
    ...allowOnly('^src/ports/', ['^src/(ports|domain)/']),
  },
  {
    name: 'application',
    severity: 'error',
    comment: 'The application imports the domain, the ports and zod.',
    ...allowOnly('^src/application/', ['^src/(application|domain|ports)/', packagePattern('zod')]),
  },
  {
    name: 'use-case',
    severity: 'error',
    comment: 'application/use-case imports no other folder of the application.',
    from: { path: '^src/application/use-case/' },
    to: { path: '^src/application/[^/]+/', pathNot: ['^src/application/use-case/'] },
  },
  ...Object.entries(driversOfAdapter).map(toAdapterRule),
  {
    name: 'adapter-unknown',
    severity: 'error',
    comment: 'An adapter without an entry in test/support/layers.ts may import nothing.',
    ...allowOnly(`^src/adapters/(?!(${knownAdapters})/)`, []),
  },
  {
    name: 'testing',
    severity: 'error',
    comment: 'guildhall/testing can be loaded without mongoose and inversify.',
    from: { path: '^src/testing/' },
    to: {
      path: [
        '^src/adapters/(mongoose|inversify)/',
        packagePattern('mongoose', 'mongodb', 'inversify'),
      ],
      reachable: true,
    },
  },
  {
    name: 'core-entry',
    severity: 'error',
    comment: 'The core entry runs in a browser, without any optional package.',
    from: { path: compositionRoots },
    to: {
      path: [
        builtin,
        '^src/(adapters/(cached|mongoose|inversify|node|smtp|webhooks)|testing|cli)/',
        packagePattern(
          'mongoose',
          'mongodb',
          'inversify',
          'reflect-metadata',
          'bcrypt',
          'ipaddr\\.js',
          'lru-cache',
          'nodemailer',
        ),
      ],
      reachable: true,
    },
  },
  {
    name: 'layers-below-composition',
    severity: 'error',
    comment:
      'Only the CLI, the testing kit and the inversify adapter import the composition roots.',
    from: { path: '^src/(domain|ports|application|adapters/(?!inversify))' },
    to: { path: compositionRoots },
  },
  {
    name: 'published-tools',
    severity: 'error',
    comment:
      'The testing kit and the CLI are for embedders: nothing else in the library imports them.',
    from: { path: '^src/', pathNot: '^src/(testing|cli)/' },
    to: { path: '^src/(testing|cli)/' },
  },
  {
    name: 'outside-src',
    severity: 'error',
    comment: 'Published code imports no test, benchmark, example or script.',
    from: { path: '^src/' },
    to: { path: '^(test|bench|examples|scripts)/' },
  },
  {
    name: 'undeclared',
    severity: 'error',
    comment: 'Published code imports only dependencies and peer dependencies of package.json.',
    from: { path: '^src/' },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
    },
  },
  {
    name: 'unresolvable',
    severity: 'error',
    comment: 'Every import can be resolved; otherwise the rules above do not see it.',
    from: { path: '^src/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'cycle',
    severity: 'error',
    comment: 'No file imports itself through others, neither code nor types.',
    from: {},
    to: { circular: true },
  },
];

const cruisedFolders = ['src', 'examples', 'bench', 'scripts', 'test'];

/** Applies the layer rules to the sources, examples, benchmarks, scripts and tests under `baseDir`. */
export async function checkLayers(baseDir: string): Promise<ICruiseResult> {
  const options: ICruiseOptions = {
    baseDir,
    validate: true,
    ruleSet: { forbidden: [...layerRules] },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  };
  const folders = cruisedFolders.filter((folder) => existsSync(join(baseDir, folder)));
  const { output } = await cruise(folders, options);
  if (typeof output === 'string')
    throw new Error('dependency-cruiser returned text instead of data.');
  return output;
}

/** The circles among the folders of `src/application`, each as `a ↔ b`; empty if all imports between two folders go one way. */
export function findFolderCircles({ modules }: Pick<ICruiseResult, 'modules'>): readonly string[] {
  const arrows = new Set(
    modules.flatMap(({ source, dependencies }) =>
      dependencies.map(
        ({ resolved }) => `${applicationFolderOf(source)} ${applicationFolderOf(resolved)}`,
      ),
    ),
  );
  return [...arrows].flatMap((arrow) => {
    const [from = '', to = ''] = arrow.split(' ');
    const isCircle = from !== '' && from < to && arrows.has(`${to} ${from}`);
    return isCircle ? [`${from} ↔ ${to}`] : [];
  });
}

/** The folder of a file in `src/application`; empty for any other file. */
function applicationFolderOf(path: string): string {
  return /^src\/application\/([^/]+)\//.exec(path)?.[1] ?? '';
}
