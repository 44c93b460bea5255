import type { BuiltInRole } from '../../../src/domain/organization/role-permissions.js';
import { type OrganizationActorKey, personaName } from '../personas.js';
import type { StepDefinition } from './step-definition.js';

export const listMembersStep: StepDefinition = {
  text: 'looks at the members',
  run: (context, self) =>
    context.guildhall.memberships.list(context.actor(self), context.organizationInput),
};

export function changeRoleStep(role: BuiltInRole, whom: OrganizationActorKey): StepDefinition {
  return {
    text: `changes the role of ${personaName(whom)} to ${role}`,
    run: (context, self) =>
      context.guildhall.memberships.changeRole(context.actor(self), {
        ...context.organizationInput,
        userId: context.userIdOf(whom),
        role,
      }),
  };
}

export function removeMemberStep(whom: OrganizationActorKey): StepDefinition {
  return {
    text: `removes ${personaName(whom)}`,
    run: (context, self) =>
      context.guildhall.memberships.remove(context.actor(self), {
        ...context.organizationInput,
        userId: context.userIdOf(whom),
      }),
  };
}

export const leaveOrganizationStep: StepDefinition = {
  text: 'leaves',
  run: (context, self) =>
    context.guildhall.memberships.leave(context.actor(self), context.organizationInput),
};
