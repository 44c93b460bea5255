// Reading the tour's file of organizations, and the errors for a wrong file.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRows, readOrganizationRows } from '../../../examples/tour/organization-rows.js';
import { scratchFolder } from '../../support/project.js';

describe('parseRows', () => {
  it('counts lines from 1, blank ones included', () => {
    const rows = parseRows(
      '\n{"name":"A"}\r\n\n  {"name":"B","website":"https://b.example","x":1}  \n',
    );
    expect(rows).toEqual([
      { line: 2, name: 'A', parsed: { ok: true, value: { name: 'A' } } },
      {
        line: 4,
        name: 'B',
        parsed: { ok: true, value: { name: 'B', website: 'https://b.example' } },
      },
    ]);
  });

  it.each([
    ['{"name":', '{"name":', []],
    ['null', 'null', []],
    ['["A"]', '["A"]', []],
    ['{}', '', ['name']],
    ['{"name":null}', 'null', ['name']],
    ['{"name":["A"]}', '["A"]', ['name']],
    ['{"name":"A","website":7}', 'A', ['website']],
    ['{"name":"A","domain":{"$gt":""}}', 'A', ['domain']],
  ])('refuses %s and keeps its name', (text, name, path) => {
    const refusal = expect.objectContaining({ code: 'invalid_input', path });
    expect(parseRows(text)).toEqual([{ line: 1, name, parsed: { ok: false, refusal } }]);
  });
});

function fileWith(content: string | Uint8Array): string {
  const path = join(scratchFolder(), 'input.jsonl');
  writeFileSync(path, content);
  return path;
}

describe('readRows', () => {
  it('skips a byte order mark', async () => {
    const rows = await readOrganizationRows(fileWith('\ufeff{"name":"A"}\n'));
    expect(rows).toMatchObject([{ line: 1, name: 'A', parsed: { ok: true } }]);
  });

  const whatToDo = 'name a file with --input that holds one JSON object per line.';

  it.each([
    ['a missing file', '/no/such/file', `does not exist; ${whatToDo}`],
    ['a folder', import.meta.dirname, `is a folder; ${whatToDo}`],
    ['a path that no system accepts', 'a\0b', `cannot be read; ${whatToDo}`],
    [
      'a file that is not text',
      fileWith(Uint8Array.of(0x7b, 0xff)),
      'is not text in UTF-8; save it as UTF-8 and try again.',
    ],
    [
      'an empty file',
      fileWith('\n \n'),
      'holds no rows; give it one organization per line, such as {"name":"Trinity College","domain":"tcd.ie"}.',
    ],
  ])('says what to do about %s', async (_, path, sentence) => {
    await expect(readOrganizationRows(path)).rejects.toThrow(new Error(`${path} ${sentence}`));
  });
});
