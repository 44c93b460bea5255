// The tour's apps when a result is not as it must be, and when there are few organizations or none.

import { describe, expect, it } from 'vitest';
import { type AppRow, readAppRows } from '../../../examples/tour/apps/app-rows.js';
import {
  type AppScenarioContext,
  createAppScenarioContext,
} from '../../../examples/tour/apps/app-scenario-context.js';
import {
  appScenarioAt,
  appScenarioDays,
  firstAppDay,
} from '../../../examples/tour/apps/app-scenarios.js';
import type { AppsReport } from '../../../examples/tour/apps/apps-report.js';
import { createAppsTour } from '../../../examples/tour/apps/apps-tour.js';
import {
  createOrganizations,
  isCreated,
  type OrganizationOutcome,
} from '../../../examples/tour/create-organizations.js';
import { createTourEnvironment, type TourEnvironment } from '../../../examples/tour/environment.js';
import { parseRows } from '../../../examples/tour/organization-rows.js';
import { lastDay } from '../../../examples/tour/organization-scenarios.js';
import { runScenarioForDay } from '../../../examples/tour/run-scenarios.js';
import type { AppStepDefinition } from '../../../examples/tour/steps/app-step-definition.js';
import { authenticateKeyStep } from '../../../examples/tour/steps/key-steps.js';
import {
  checkFirstInQueueStep,
  checkReviewCaseStep,
} from '../../../examples/tour/steps/review-steps.js';
import { findInStoreStep, searchByNameStep } from '../../../examples/tour/steps/store-steps.js';
import { runTour } from '../../../examples/tour/tour.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import * as names from '../../../src/adapters/node/index.js';
import { type Guildhall, ok, orThrow, parseAppVersion } from '../../../src/index.js';
import { assertPresent } from '../../support/world.js';
import { exampleApps } from './tour-helpers.js';

const today = new Date('2026-03-02T09:00:00Z');
const rows = await readAppRows(exampleApps);
const captions = assertPresent(rows[0]);

interface CreatedTour {
  readonly environment: TourEnvironment;
  readonly outcomes: readonly OrganizationOutcome[];
}

async function createTour(text = '{"name":"A"}\n{"name":"B"}'): Promise<CreatedTour> {
  const environment = createTourEnvironment(memoryStorage(), names, today);
  const { outcomes } = await createOrganizations(environment, parseRows(text), () => {});
  return { environment, outcomes };
}

async function runAppsTour(apps: readonly AppRow[]): Promise<AppsReport> {
  const { environment, outcomes } = await createTour();
  const part = createAppsTour(environment, {
    rows: apps,
    organizationOutcomes: outcomes,
    onStep: () => {},
  });
  await part.runDay(firstAppDay);
  return part.report();
}

describe('an app of the tour', () => {
  it.each([
    [
      { ...captions, expectedRefusal: { code: 'package_name_taken', path: 'packageName' } },
      'should have been refused as package_name_taken at packageName and was accepted.',
    ],
    [
      { ...captions, packageName: 'com.example.captions' },
      'should have been accepted and was refused as package_name_invalid at packageName.',
    ],
    [
      { ...captions, manifest: { ...captions.manifest, logoUrl: null, version: null } },
      'should have been accepted and was refused as not_ready, missing and missing at draft.version and draft.logoUrl.',
    ],
    [
      {
        ...captions,
        manifest: { ...captions.manifest, logoUrl: null, version: null },
        expectedRefusal: { code: 'not_ready', issue: 'missing', path: 'draft.version' },
      },
      'should have been refused as not_ready, missing at draft.version and was refused as not_ready, missing and missing at draft.version and draft.logoUrl.',
    ],
  ])('ends the tour if it is not accepted or refused as its row says: %#', async (row, said) => {
    await expect(runAppsTour([row])).rejects.toThrow(
      `apps, line 1: ${row.packageName} ${said} Correct the line`,
    );
  });

  it('is refused as its row says if another app has its name', async () => {
    const expectedRefusal = { code: 'package_name_taken', path: 'packageName' };
    const { outcomes } = await runAppsTour([captions, { ...captions, line: 2, expectedRefusal }]);
    expect(outcomes.map(({ refusal, finalState }) => [refusal, finalState?.status])).toEqual([
      [null, 'SUBMITTED'],
      [expectedRefusal, undefined],
    ]);
  });
});

/** The context of a submitted app, with some services replaced by ones that return wrong results. */
async function contextWith(
  replaced: (guildhall: Guildhall) => Partial<Guildhall>,
): Promise<AppScenarioContext> {
  const { environment, outcomes } = await createTour();
  const { organization, creator } = assertPresent(outcomes.find(isCreated));
  const actor = { kind: 'user', userId: creator } as const;
  const { guildhall } = environment;
  const { packageName, name, manifest } = captions;
  const input = { organizationId: organization.id, packageName, name };
  const { id: appId } = orThrow(await guildhall.apps.create(actor, input));
  orThrow(
    await guildhall.apps.updateDraft(actor, { appId, expectedRevision: 1, changes: manifest }),
  );
  const app = orThrow(await guildhall.apps.share(actor, { appId, visibility: 'public' }));
  const submission = orThrow(
    await guildhall.submissions.submit(actor, { appId, draftRevision: app.draft.revision }),
  );
  const { id } = orThrow(await guildhall.users.register(system, reviewer));
  environment.setReviewerCapabilities(id, ['review']);
  const context = createAppScenarioContext(
    { ...environment, guildhall: { ...guildhall, ...replaced(guildhall) } },
    {
      app,
      line: 7,
      userIds: new Map([
        ['creator', creator],
        ['rob', id],
      ]),
      otherOrganization: organization.id,
      onPassedCheck: () => {},
    },
  );
  const released = [assertPresent(parseAppVersion('9.9.9'))];
  context.setNotes({ submission, released, key: 'guild_live_x_y' });
  return context;
}

const system = { kind: 'system', reason: 'a test' } as const;
const reviewer = { email: 'rob@example.org', emailVerified: true } as const;

function runStep(context: AppScenarioContext, step: AppStepDefinition): Promise<unknown> {
  return runScenarioForDay({ context, scenario: [{ day: 0, actor: 'rob', step }] }, 0, () => {});
}

describe('a check of the tour', () => {
  const bugText = 'This is a bug in Guildhall; please report it.';

  it('fails if the store has a version that was not released', async () => {
    const context = await contextWith(({ store }) => ({
      store: {
        ...store,
        get: Object.assign(
          async () => {
            const { packageName, manifest } = context.getNote('submission').snapshot;
            const { publisher } = context.getNote('submission').snapshot;
            const listing = { ...manifest, publisher };
            return ok({ packageName, tier: 'none' as const, releasedAt: today, listing });
          },
          { schema: store.get.schema },
        ),
      },
    }));
    await expect(runStep(context, findInStoreStep('today'))).rejects.toThrow(
      `apps, line 7: the store has 2.4.1, but should have 9.9.9. ${bugText}`,
    );
  });

  it('fails if a search does not find the app', async () => {
    const context = await contextWith(() => ({}));
    await expect(runStep(context, searchByNameStep)).rejects.toThrow(
      `apps, line 7: the search should have shown: found by the words in its name. ${bugText}`,
    );
  });

  it('fails if the app is not the first in the queue', async () => {
    const context = await contextWith(({ review }) => ({
      review: {
        ...review,
        queue: Object.assign(async () => ok({ items: [], next: null }), {
          schema: review.queue.schema,
        }),
      },
    }));
    await expect(runStep(context, checkFirstInQueueStep)).rejects.toThrow(
      'is not the first in the queue',
    );
  });

  it('fails if the app needs more or fewer reviewers than it must', async () => {
    const context = await contextWith(() => ({}));
    await expect(runStep(context, checkReviewCaseStep(false))).rejects.toThrow(
      `apps, line 7: the update needs two reviewers. ${bugText}`,
    );
  });

  it('fails if the key is accepted as that of another app', async () => {
    const context = await contextWith(({ keys }) => ({
      keys: {
        ...keys,
        authenticate: Object.assign(
          async () =>
            ok({
              actor: { kind: 'key' as const, keyId: '1' },
              owner: { kind: 'organization' as const, organizationId: context.otherOrganization },
              environment: 'live' as const,
              permissions: [],
              organizationId: context.otherOrganization,
            }),
          { schema: keys.authenticate.schema },
        ),
      },
    }));
    await expect(runStep(context, authenticateKeyStep('it'))).rejects.toThrow(
      `apps, line 7: the key was accepted as that of another app or organization. ${bugText}`,
    );
  });
});

describe('the scenarios of apps', () => {
  const all = Array.from({ length: 25 }, (_, position) => appScenarioAt(position));

  it('are as many as the apps that must be accepted', () => {
    expect(all.filter((scenario) => scenario.length > 0)).toHaveLength(20);
    expect(rows.filter(({ expectedRefusal }) => expectedRefusal === undefined)).toHaveLength(20);
  });

  it('go forward in time, from the first day to no later than today', () => {
    for (const scenario of all) {
      const steps = scenario.map(({ day }) => day);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      expect(steps.filter((day) => day < firstAppDay || day > lastDay)).toEqual([]);
      expect(steps.filter((day) => !appScenarioDays.includes(day))).toEqual([]);
    }
  });
});

describe('the tour with apps', () => {
  const tour = (text: string, apps = rows) =>
    runTour({
      rows: parseRows(text),
      apps,
      storage: memoryStorage(),
      nameAdapters: names,
      now: today,
    });

  it('runs in full with one organization', async () => {
    const { apps } = await tour('{"name":"Alone"}');
    expect(new Set(apps.outcomes.map(({ finalState }) => finalState?.organization))).toEqual(
      new Set(['Alone', undefined]),
    );
    expect(apps.queueStats?.waiting).toBe(4);
  });

  it('has no apps if no organization is created', async () => {
    const { apps } = await tour('{"name":""}');
    expect(apps).toEqual({ outcomes: [], queueStats: null, refusedSteps: [], passedChecks: [] });
  });

  it('leaves apps beyond the last scenario as drafts', async () => {
    const more = Array.from({ length: 25 }, (_, index) => ({
      ...captions,
      line: index + 1,
      packageName: `com.lumenvale.captions${index}`,
    }));
    const { apps } = await tour('{"name":"A"}\n{"name":"B"}', more);
    const statuses = apps.outcomes.slice(20).map(({ finalState }) => finalState?.status);
    expect(statuses).toEqual(Array.from({ length: 5 }, () => 'DEVELOPMENT'));
  });
});
