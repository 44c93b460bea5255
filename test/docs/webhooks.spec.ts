// The tables of events in the guide are the catalogue, in its order.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appEvents, organizationEvents } from '../../src/domain/webhook/events.js';
import { projectRoot } from '../support/project.js';

const guide = readFileSync(join(projectRoot, 'docs/guide/webhooks.md'), 'utf8');
const [, ...tables] = guide.split(/^\| event \|/m);

function eventsIn(table: string | undefined): readonly string[] {
  return [...(table ?? '').matchAll(/^\| `([a-z_]+\.[a-z_]+)` \|/gm)].map(([, name = '']) => name);
}

describe('the guide to webhooks', () => {
  it('names all that an app’s webhook tells', () => {
    expect(eventsIn(tables[0])).toEqual(appEvents);
  });

  it('names all that an organization’s webhook tells', () => {
    expect(eventsIn(tables[1])).toEqual(organizationEvents);
    expect(tables).toHaveLength(2);
  });
});
