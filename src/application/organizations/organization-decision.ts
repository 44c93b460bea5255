// The decisions of commands on an organization.

import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { Versioned } from '../../domain/shared/result.js';
import { updateChange } from '../use-case/changes.js';
import type { Decision } from '../use-case/command.js';
import { type OrganizationView, organizationView } from '../views.js';

/** The decision of a command that finds nothing to change. */
export function unchangedOrganizationDecision(
  actor: Actor,
  organization: Versioned<Organization>,
): Decision<OrganizationView> {
  return { value: organizationView(actor, organization.value), changeSet: null };
}

/** The decision of a command that updates the organization's row. */
export function organizationUpdateDecision(
  actor: Actor,
  before: Versioned<Organization>,
  after: Organization,
  events: readonly DomainEvent[],
): Decision<OrganizationView> {
  return {
    value: organizationView(actor, after),
    changeSet: {
      changes: [updateChange('organizations', before, after)],
      events,
      subject: { kind: 'organization', id: after.id },
      auditOrganizationIds: [after.id],
      subscribers: [after],
    },
  };
}
