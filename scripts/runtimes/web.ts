// Bundles of the portable programs: for a page and a worker of a browser, and for workerd.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { portablePrograms, toFunctionModule } from './programs.js';

/** The printed lines of each program, by its name. */
export type PrintedLines = Readonly<Record<string, readonly string[]>>;

/** Collects the lines of each program. A fault is its last line. */
const collect = `
const print = (values) => values.map(String).join(' ');
export async function runAll() {
  const printed = {};
  for (const [name, program] of Object.entries(programs)) {
    const lines = [];
    console.log = (...values) => void lines.push(print(values));
    await program().catch((fault) => lines.push(String(fault?.stack ?? fault)));
    printed[name] = lines;
  }
  return printed;
}
`;

/** What a page and a worker may not do is reported as an event. The last line proves that it is. */
const watch = `
const violations = [];
addEventListener('securitypolicyviolation', (event) => {
  const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
  violations.push(violatedDirective + ' ' + blockedURI + ' at ' + sourceFile + ':' + lineNumber);
});
export async function takeViolations() {
  await new Promise((resolve) => setTimeout(resolve, 100));
  const found = violations.splice(0);
  try { Function('return 1'); } catch {}
  await new Promise((resolve) => setTimeout(resolve, 100));
  return violations.length > 0 ? found : ['violations are not reported'];
}
`;

const drivers = {
  page: `
import { takeViolations } from './watch.js';
import { runAll } from './collect.js';
const page = { printed: await runAll(), violations: await takeViolations() };
const worker = new Worker('/worker.js', { type: 'module' });
worker.onerror = ({ message }) => send({ page, worker: { printed: {}, violations: [message] } });
worker.onmessage = ({ data }) => send({ page, worker: data });
function send(results) { return fetch('/results', { method: 'POST', body: JSON.stringify(results) }); }
`,
  worker: `
import { takeViolations } from './watch.js';
import { runAll } from './collect.js';
postMessage({ printed: await runAll(), violations: await takeViolations() });
`,
  // Made when the module is loaded, as a worker at the edge would make it.
  workerd: `
import { createGuildhall, developmentKeys } from 'guildhall';
import { memoryStorage } from 'guildhall/memory';
import { runAll } from './collect.js';
createGuildhall({ storage: memoryStorage(), keys: developmentKeys(), baseUrl: 'http://localhost:3000' });
export default { fetch: async () => Response.json(await runAll()) };
`,
} as const;

/** Writes `page.js`, `worker.js` and `workerd.js` to the folder `web` of the project. */
export function bundleForWeb(project: string): string {
  const write = (name: string, text: string) => writeFileSync(join(project, name), text);
  const imports = portablePrograms.map((program, index) => {
    write(`program-${index}.ts`, toFunctionModule(program));
    return `import program${index} from './program-${index}.js';\n`;
  });
  const names = portablePrograms.map(
    ({ name }, index) => `${JSON.stringify(name)}: program${index}`,
  );
  write('collect.js', `${imports.join('')}const programs = { ${names.join(', ')} };\n${collect}`);
  write('watch.js', watch);
  for (const [name, driver] of Object.entries(drivers)) write(`${name}.js`, driver);
  const outdir = join(project, 'web');
  buildSync({
    absWorkingDir: project,
    entryPoints: Object.keys(drivers).map((name) => `${name}.js`),
    outdir,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2023',
    logLevel: 'error',
  });
  return outdir;
}
