// Puts the output of `npm run race` at the top of the README: `npm run docs:readme`.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const readmePath = join(import.meta.dirname, '../README.md');
const beginMarker = '<!-- race:begin -->';
const endMarker = '<!-- race:end -->';

function raceOutput(): string {
  const { status, stdout } = spawnSync('npm', ['run', '--silent', 'race'], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0 && stdout.trim() !== '') return stdout.trimEnd();
  throw new Error(
    '"npm run race" failed or printed nothing; see above. README.md was not changed.',
  );
}

function replaceRaceBlock(readme: string, output: string): string {
  const from = readme.indexOf(beginMarker);
  const to = readme.indexOf(endMarker);
  if (from === -1 || to < from) {
    throw new Error(
      `README.md must hold ${beginMarker} and, after it, ${endMarker}; put them back.`,
    );
  }
  const block = `${beginMarker}\n\`\`\`text\n${output}\n\`\`\`\n`;
  return readme.slice(0, from) + block + readme.slice(to);
}

const output = raceOutput();
writeFileSync(readmePath, replaceRaceBlock(readFileSync(readmePath, 'utf8'), output));
console.log('README.md now shows this race:\n');
console.log(output);
