// Reading the tour's file of apps, and the errors for a wrong file.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAppRows } from '../../../examples/tour/apps/app-rows.js';
import { scratchFolder } from '../../support/project.js';

function fileWith(content: string): string {
  const path = join(scratchFolder(), 'apps.jsonl');
  writeFileSync(path, content);
  return path;
}

const clock = { packageName: 'com.acme.clock', name: 'Clock', manifest: { version: '1.0.0' } };

describe('readAppRows', () => {
  it('counts lines from 1, blank ones included', async () => {
    const refused = { code: 'not_ready', issue: 'missing', path: 'draft.logoUrl' };
    const lines = ['', JSON.stringify(clock), '', JSON.stringify({ ...clock, refused })];
    await expect(readAppRows(fileWith(lines.join('\n')))).resolves.toEqual([
      { line: 2, ...clock },
      { line: 4, ...clock, expectedRefusal: refused },
    ]);
  });

  it.each([
    ['{"packageName":', 'the line'],
    ['[]', 'the line'],
    ['{"name":"Clock","manifest":{}}', 'packageName'],
    ['{"packageName":"com.acme.clock","name":7,"manifest":{}}', 'name'],
    ['{"packageName":"com.acme.clock","name":"Clock","manifest":{"status":"live"}}', 'manifest'],
    ['{"packageName":"a.b","name":"B","manifest":{},"refused":"because"}', 'refused'],
  ])('says where %s is not an app', async (text, where) => {
    const path = fileWith(`${JSON.stringify(clock)}\n${text}\n`);
    const read = readAppRows(path);
    await expect(read).rejects.toThrow(`${path}, line 2 is not an app (${where}: `);
    await expect(read).rejects.toThrow(
      '; write it as {"packageName": …, "name": …, "manifest": {…}}.',
    );
  });

  it('says what to do about a missing file and an empty one', async () => {
    const whatToDo = 'name a file with --apps that holds one JSON object per line.';
    await expect(readAppRows('/no/such/file')).rejects.toThrow(
      new Error(`/no/such/file does not exist; ${whatToDo}`),
    );
    const empty = readAppRows(fileWith('\n'));
    await expect(empty).rejects.toThrow('holds no rows; give it one app per line, such as {"pack');
  });
});
