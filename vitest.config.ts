import type { ViteUserConfig } from 'vitest/config';

/** The folder of another version of zod, from `scripts/test-zod-versions.ts`. */
const { ZOD_FOLDER } = process.env;

const config: ViteUserConfig = {
  ...(ZOD_FOLDER === undefined ? {} : { resolve: { alias: { zod: ZOD_FOLDER } } }),
  test: {
    include: ['test/**/*.{spec,prop,race,contract}.ts'],
    typecheck: {
      enabled: true,
      checker: 'tsc',
      include: ['test/**/*.test-d.ts'],
      tsconfig: './tsconfig.json',
    },
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/fast-check.ts', 'test/support/after-file.setup.ts'],
    // Modules stay loaded from file to file, which loads them once and not three hundred times.
    isolate: false,
    // Test files mostly wait for servers and processes, so two workers are faster than one.
    maxWorkers: 2,
    allowOnly: false,
    // Long enough for the slowest test while something else keeps the machine busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
};

export default config;
