// An organization ends while somebody submits or releases one of its apps: whatever the order, nothing that is deleted
// has an app that is live or in review. The organization's version decides; without the touch of it the rule breaks.
import { describe, expect, it } from 'vitest';
import { parseOrganizationId } from '../../../src/index.js';
import {
  approved,
  claimed,
  type Drafted,
  drafted,
  type Publisher,
  publisher,
  submitted,
} from '../../support/apps.js';
import { person, present, type World } from '../../support/guildhall.js';
import { answers, type Race, type Track, tracks, type Wear } from '../support/races.js';

type Act = (world: World) => Promise<unknown>;
type Ending = (by: Publisher) => Act;
type Beginning = (world: World, of: Drafted) => Promise<Act>;

const deletingTheOrganization: Ending =
  ({ founder, organizationId }) =>
  ({ guildhall }) =>
    guildhall.organizations.delete(founder.actor, { organizationId });

const deletingTheAccount: Ending =
  ({ founder }) =>
  ({ guildhall }) =>
    guildhall.users.delete(founder.actor, { userId: founder.id });

const submitting: Beginning = async (_world, { founder, appId, app }) => {
  const input = { appId, draftRevision: app.draft.revision };
  return ({ guildhall }) => guildhall.submissions.submit(founder.actor, input);
};

const releasing: Beginning = async (world, of) => {
  const { submission } = await approved(world, await claimed(world, await submitted(world, of)));
  return ({ guildhall }) =>
    guildhall.submissions.release(of.founder.actor, { submissionId: submission.id });
};

async function ownPublisher(world: World): Promise<Publisher> {
  const founder = await person(world);
  const { value } = present(await world.storage.organizations.findPersonal(founder.id));
  return { founder, organizationId: value.id };
}

interface Case {
  readonly name: string;
  readonly publisher: (world: World) => Promise<Publisher>;
  readonly ending: Ending;
  readonly beginning: Beginning;
}

const cases: readonly Case[] = [
  {
    name: 'the organization is deleted, or one of its apps is submitted',
    publisher,
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
    publisher,
    ending: deletingTheOrganization,
    beginning: releasing,
  },
];

const broken = 'deleted with an app';

function raceOf(given: Case): Race {
  return async (world) => {
    const { storage } = world;
    const by = await given.publisher(world);
    const beginning = await given.beginning(world, await drafted(world, by));
    return {
      runners: [given.ending(by), beginning],
      async verdict(outcomes) {
        const id = present(parseOrganizationId(by.organizationId));
        const organization = present(await storage.organizations.findById(id));
        const apps = [
          ...(await storage.apps.liveOf(id, 1)),
          ...(await storage.submissions.openOf(id, 1)),
        ];
        if (organization.value.deletedAt !== undefined && apps.length > 0) return broken;
        const said = answers(outcomes);
        const won = said.filter((one) => one === 'ok').length;
        return won === 1 && !said.some((one) => one.startsWith('fault'))
          ? null
          : said.join(' and ');
      },
    };
  };
}

const withoutTouches: Wear = (storage) => ({
  ...storage,
  commit: (operation) =>
    storage.commit({
      ...operation,
      changes: operation.changes.filter(({ kind }) => kind !== 'touch'),
    }),
});

/** Between two reads of one wave there is too little time for rounds of real concurrency to find it; schedules do. */
const isFoundOn = (name: Track['name'], { beginning }: Case) =>
  name === 'memory' || beginning !== releasing;

describe.each(tracks)('on $name', ({ name, run, until }: Track) => {
  it.each(cases)('$name', async (one) => {
    expect((await run(raceOf(one))).wrong).toEqual({});
  });

  it.each(cases.filter((one) => isFoundOn(name, one)))(
    '$name, and not without the touch',
    async (one) => {
      const unguarded = await until(broken, raceOf(one), withoutTouches);
      expect(unguarded.wrong[broken]).toBeGreaterThan(0);
    },
  );
});
