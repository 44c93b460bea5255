// Which layer may import what, as rules for dependency-cruiser. `architecture.spec.ts` runs them over
// src/ and proves on planted violations that each of them bites.
import { builtinModules } from 'node:module';
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IForbiddenRuleType,
} from 'dependency-cruiser';

const builtins = (...names: readonly string[]) => `^(node:)?(${names.join('|')})(/|$)`;
const builtin = builtins(...builtinModules);
const installed = (...names: string[]) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

/** What each adapter may import beside the ports and the domain. A new adapter is entered here. */
const driversOfAdapter: Readonly<Record<string, readonly string[]>> = {
  cached: [installed('lru-cache')],
  memory: [],
  mongoose: [installed('mongoose')],
  node: [builtin, installed('bcrypt', 'any-ascii', 'tldts')],
  smtp: [installed('nodemailer')],
  web: [installed('jose')],
  webhooks: [builtins('crypto', 'dns', 'http', 'https', 'net'), installed('ipaddr\\.js')],
};

const compositionRoots = '^src/(index|guildhall)\\.ts$';
const knownAdapters = [...Object.keys(driversOfAdapter), 'inversify'].join('|');

interface Only {
  readonly from: { path: string };
  readonly to: { pathNot: string[] };
}

function onlyTo(from: string, allowed: readonly string[]): Only {
  return { from: { path: from }, to: { pathNot: [...allowed] } };
}

function adapterRule([name, drivers]: [string, readonly string[]]): IForbiddenRuleType {
  return {
    name: `adapter-${name}`,
    severity: 'error',
    comment: `adapters/${name} imports ports, domain and its own driver.`,
    ...onlyTo(`^src/adapters/${name}/`, [`^src/(domain|ports|adapters/${name})/`, ...drivers]),
  };
}

export const layerRules: readonly IForbiddenRuleType[] = [
  {
    name: 'domain',
    severity: 'error',
    comment: 'The domain imports nothing: no package, no Node built-in, no other layer.',
    ...onlyTo('^src/domain/', ['^src/domain/']),
  },
  {
    name: 'ports',
    severity: 'error',
    comment: 'Ports import domain types only.',
    ...onlyTo('^src/ports/', ['^src/(ports|domain)/']),
  },
  {
    name: 'application',
    severity: 'error',
    comment: 'The application imports domain, ports and zod.',
    ...onlyTo('^src/application/', ['^src/(application|domain|ports)/', installed('zod')]),
  },
  ...Object.entries(driversOfAdapter).map(adapterRule),
  {
    name: 'adapter-unknown',
    severity: 'error',
    comment: 'An adapter without an entry in test/support/layers.ts may import nothing.',
    ...onlyTo(`^src/adapters/(?!(${knownAdapters})/)`, []),
  },
  {
    name: 'testing',
    severity: 'error',
    comment: 'guildhall/testing loads for whoever has neither mongoose nor inversify.',
    from: { path: '^src/testing/' },
    to: {
      path: ['^src/adapters/(mongoose|inversify)/', installed('mongoose', 'mongodb', 'inversify')],
      reachable: true,
    },
  },
  {
    name: 'core-entry',
    severity: 'error',
    comment: 'The core entry runs in a browser, with none of the optional packages installed.',
    from: { path: compositionRoots },
    to: {
      path: [
        builtin,
        '^src/(adapters/(cached|mongoose|inversify|node|smtp|webhooks)|testing|cli)/',
        installed(
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
    comment: 'Nothing but the CLI and the testing kit is built upon the composition roots.',
    from: { path: '^src/(domain|ports|application|adapters/(?!inversify))' },
    to: { path: compositionRoots },
  },
  {
    name: 'published-tools',
    severity: 'error',
    comment: 'The testing kit and the CLI are for embedders: nothing in the library needs them.',
    from: { path: '^src/', pathNot: '^src/(testing|cli)/' },
    to: { path: '^src/(testing|cli)/' },
  },
  {
    name: 'outside-src',
    severity: 'error',
    comment: 'What is published needs nothing of tests, benchmarks and examples.',
    from: { path: '^src/' },
    to: { path: '^(test|bench|examples|scripts)/' },
  },
  {
    name: 'undeclared',
    severity: 'error',
    comment: 'What is published imports what package.json gives its users.',
    from: { path: '^src/' },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
    },
  },
  {
    name: 'unresolvable',
    severity: 'error',
    comment: 'Every import leads somewhere; otherwise the rules above see nothing.',
    from: { path: '^src/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'cycle',
    severity: 'error',
    comment: 'No file needs itself to load; types may refer to each other.',
    from: { path: '^src/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];

/** Cruises `src` under `baseDir` with the layer rules. */
export async function cruiseLayers(baseDir: string): Promise<ICruiseResult> {
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
  const { output } = await cruise(['src'], options);
  if (typeof output === 'string') throw new Error('dependency-cruiser answered text, not data.');
  return output;
}
