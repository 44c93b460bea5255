// Creates the organization of every row, in the order of the rows. The order decides which of two equal names gets the plain slug.

import { orThrow } from '../../src/domain/shared/explain.js';
import type { UserId } from '../../src/domain/shared/ids.js';
import type { OrganizationView } from '../../src/index.js';
import {
  type RefusedStep,
  type StepRefusal,
  type TourEnvironment,
  tourSystem,
} from './environment.js';
import type { InputRow } from './organization-rows.js';
import { creatorAt, mailDomainsByLine } from './personas.js';

export interface CreatedOrganizationOutcome {
  readonly row: InputRow;
  readonly creator: UserId;
  /** The mail domain of its people. */
  readonly domain: string;
  readonly organization: OrganizationView;
}

export interface RefusedOrganizationOutcome {
  readonly row: InputRow;
  readonly refusal: StepRefusal;
}

export type OrganizationOutcome = CreatedOrganizationOutcome | RefusedOrganizationOutcome;

export function isCreated(outcome: OrganizationOutcome): outcome is CreatedOrganizationOutcome {
  return 'organization' in outcome;
}

export interface OrganizationOutcomes {
  /** One per row, in the order of the rows. */
  readonly outcomes: readonly OrganizationOutcome[];
  /** In the order in which they were registered: one person may not create as many organizations as a long file has. */
  readonly creators: readonly UserId[];
  /** One for each creator who reached the limit of organizations per user. */
  readonly refused: readonly RefusedStep[];
}

export async function createOrganizations(
  environment: TourEnvironment,
  rows: readonly InputRow[],
  onRow: () => void,
): Promise<OrganizationOutcomes> {
  const domains = mailDomainsByLine(rows);
  const outcomes: OrganizationOutcome[] = [];
  const creators: UserId[] = [];
  const refused: RefusedStep[] = [];
  for (const row of rows) {
    const domain = domains.get(row.line) ?? 'example.org';
    outcomes.push(await createOrganizationFromRow(environment, row, domain, { creators, refused }));
    onRow();
  }
  return { outcomes, creators, refused };
}

async function createOrganizationFromRow(
  environment: TourEnvironment,
  row: InputRow,
  domain: string,
  { creators, refused }: { readonly creators: UserId[]; readonly refused: RefusedStep[] },
): Promise<OrganizationOutcome> {
  if (!row.parsed.ok) return { row, refusal: row.parsed.refusal };
  const { name, website } = row.parsed.value;
  for (;;) {
    const creator = creators.at(-1) ?? (await registerCreator(environment, domain, creators));
    const actor = { kind: 'user', userId: creator } as const;
    const created = await environment.guildhall.organizations.create(actor, { name, website });
    if (created.ok) return { row, creator, domain, organization: created.value };
    const { code } = created.refusal;
    if (code !== 'organization_limit_reached') return { row, refusal: created.refusal };
    refused.push({ line: row.line, code, what: 'The creator creates one too many' });
    await registerCreator(environment, domain, creators);
  }
}

async function registerCreator(
  environment: TourEnvironment,
  domain: string,
  creators: UserId[],
): Promise<UserId> {
  const { name, localPart } = creatorAt(creators.length);
  const registered = await environment.guildhall.users.register(tourSystem, {
    email: `${localPart}@${domain}`,
    name,
    emailVerified: true,
  });
  const { id } = orThrow(registered);
  creators.push(id);
  return id;
}
