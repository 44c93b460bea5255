// Checks that the tables of events in docs/guide/webhooks.md list all event types, in their order.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appEventTypes, organizationEventTypes } from '../../src/domain/webhook/event-types.js';
import { projectRoot } from '../support/project.js';

const guide = readFileSync(join(projectRoot, 'docs/guide/webhooks.md'), 'utf8');
const [, ...tables] = guide.split(/^\| event \|/m);

function eventsIn(table: string | undefined): readonly string[] {
  return [...(table ?? '').matchAll(/^\| `([a-z_]+\.[a-z_]+)` \|/gm)].map(([, name = '']) => name);
}

describe('the guide to webhooks', () => {
  it('lists all events of an app’s webhook', () => {
    expect(eventsIn(tables[0])).toEqual(appEventTypes);
  });

  it('lists all events of an organization’s webhook', () => {
    expect(eventsIn(tables[1])).toEqual(organizationEventTypes);
    expect(tables).toHaveLength(2);
  });
});
