// The decisions of commands on an organization.

import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { Versioned } from '../../domain/shared/result.js';
import { updateChange } from '../use-case/changes.js';
import type { Decision } from '../use-case/command.js';
import { type OrganizationView, organizationView } from '../views.js';

/** The decision of a command that finds nothing to change. */
export function unchangedOrganizationDecision(
  organization: Versioned<Organization>,
): Decision<OrganizationView> {
  return { value: organizationView(organization.value), changeSet: null };
}

/** The decision of a command that updates the organization's row. */
export function organizationUpdateDecision(
  before: Versioned<Organization>,
  after: Organization,
  events: readonly DomainEvent[],
): Decision<OrganizationView> {
  return {
    value: organizationView(after),
    changeSet: {
      changes: [updateChange('organizations', before, after)],
      events,
      subject: { kind: 'organization', id: after.id },
      auditOrganizationIds: [after.id],
      subscribers: [after],
    },
  };
}
