// An organization is deleted while somebody submits or releases one of its apps. In every order, no deleted organization
// has an app that is live or in review. The organization's version guards this; without that guard the rule breaks.
import { describe, expect, it } from 'vitest';
import { parseOrganizationId } from '../../../src/index.js';
import {
  type AppPublisher,
  approveApp,
  claimApp,
  createPublisher,
  type DraftedApp,
  draftApp,
  submitApp,
} from '../../support/app-steps.js';
import { assertPresent, createPerson, type World } from '../../support/world.js';
import {
  answerWordsOf,
  type Race,
  type RaceBackend,
  raceBackends,
  type StorageWrapper,
} from '../support/races.js';

type RaceAct = (world: World) => Promise<unknown>;
type OrganizationEnding = (by: AppPublisher) => RaceAct;
type AppBeginning = (world: World, of: DraftedApp) => Promise<RaceAct>;

const deletingTheOrganization: OrganizationEnding =
  ({ creator, organizationId }) =>
  ({ guildhall }) =>
    guildhall.organizations.delete(creator.actor, { organizationId });

const deletingTheAccount: OrganizationEnding =
  ({ creator }) =>
  ({ guildhall }) =>
    guildhall.users.delete(creator.actor, { userId: creator.id });

const submitting: AppBeginning = async (_world, { creator, appId, app }) => {
  const input = { appId, draftRevision: app.draft.revision };
  return ({ guildhall }) => guildhall.submissions.submit(creator.actor, input);
};

const releasing: AppBeginning = async (world, of) => {
  const { submission } = await approveApp(world, await claimApp(world, await submitApp(world, of)));
  return ({ guildhall }) =>
    guildhall.submissions.release(of.creator.actor, { submissionId: submission.id });
};

async function ownPublisher(world: World): Promise<AppPublisher> {
  const creator = await createPerson(world);
  const { value } = assertPresent(await world.storage.organizations.findPersonal(creator.id));
  return { creator, organizationId: value.id };
}

interface DeletionRaceCase {
  readonly name: string;
  readonly publisher: (world: World) => Promise<AppPublisher>;
  readonly ending: OrganizationEnding;
  readonly beginning: AppBeginning;
}

const deletionRaceCases: readonly DeletionRaceCase[] = [
  {
    name: 'the organization is deleted, or one of its apps is submitted',
    publisher: createPublisher,
    ending: deletingTheOrganization,
    beginning: submitting,
  },
  {
    name: 'the account is deleted, or an app of its personal organization is submitted',
    publisher: ownPublisher,
    ending: deletingTheAccount,
    beginning: submitting,
  },
  {
    name: 'the organization is not deleted while one of its apps is released',
    publisher: createPublisher,
    ending: deletingTheOrganization,
    beginning: releasing,
  },
];

const broken = 'deleted with an app';

function raceOf(given: DeletionRaceCase): Race {
  return async (world) => {
    const { storage } = world;
    const by = await given.publisher(world);
    const beginning = await given.beginning(world, await draftApp(world, by));
    return {
      runners: [given.ending(by), beginning],
      async findViolation(outcomes) {
        const id = assertPresent(parseOrganizationId(by.organizationId));
        const organization = assertPresent(await storage.organizations.findById(id));
        const apps = [
          ...(await storage.apps.listLiveIdsByOrganization(id, 1)),
          ...(await storage.submissions.listAppIdsWithOpen(id, 1)),
        ];
        if (organization.value.deletedAt !== undefined && apps.length > 0) return broken;
        const said = answerWordsOf(outcomes);
        const won = said.filter((one) => one === 'ok').length;
        return won === 1 && !said.some((one) => one.startsWith('fault'))
          ? null
          : said.join(' and ');
      },
    };
  };
}

const withoutTouches: StorageWrapper = (storage) => ({
  ...storage,
  commit: (operation) =>
    storage.commit({
      ...operation,
      changes: operation.changes.filter(({ kind }) => kind !== 'touch'),
    }),
});

/** Two reads of one wave are too close in time for real concurrency to show the violation; the scheduled runs show it. */
const isFoundOn = (name: RaceBackend['name'], { beginning }: DeletionRaceCase) =>
  name === 'memory' || beginning !== releasing;

describe.each(raceBackends)(
  'deleting an organization with apps on $name',
  ({ name, run, runUntil }: RaceBackend) => {
    it.each(deletionRaceCases)('$name', async (one) => {
      expect((await run(raceOf(one))).violations).toEqual({});
    });

    it.each(deletionRaceCases.filter((one) => isFoundOn(name, one)))(
      'needs its guard: $name',
      async (one) => {
        const unguarded = await runUntil(broken, raceOf(one), withoutTouches);
        expect(unguarded.violations[broken]).toBeGreaterThan(0);
      },
    );
  },
);
