// Steps with an organization: reading it, changing its profile, creating another one.

import type { StepDefinition } from './step-definition.js';

export const getOrganizationStep: StepDefinition = {
  text: 'looks at the organization',
  run: (context, self) =>
    context.guildhall.organizations.get(context.actor(self), context.organizationInput),
};

export const findBySlugStep: StepDefinition = {
  text: 'looks up the slug',
  run: (context, self) =>
    context.guildhall.organizations.findBySlug(context.actor(self), { slug: context.slug }),
};

export const listOwnOrganizationsStep: StepDefinition = {
  text: 'looks at their organizations',
  run: (context, self) => context.guildhall.organizations.listForUser(context.actor(self), {}),
};

export const readAuditTrailStep: StepDefinition = {
  text: 'reads the audit trail',
  run: (context, self) =>
    context.guildhall.organizations.audit(context.actor(self), context.organizationInput),
};

export function setDescriptionStep(description: string): StepDefinition {
  return {
    text: 'writes a description',
    run: (context, self) =>
      context.guildhall.organizations.updateProfile(context.actor(self), {
        ...context.organizationInput,
        description,
      }),
  };
}

export function renameStep(name: string): StepDefinition {
  return {
    text: `renames it "${name}"`,
    run: (context, self) =>
      context.guildhall.organizations.rename(context.actor(self), {
        ...context.organizationInput,
        name,
      }),
  };
}

/** Creates another organization, with a slug of the creator's choice. */
export function createWithSlugStep(slug: string): StepDefinition {
  return {
    text: `creates another with the slug "${slug}"`,
    run: (context, self) =>
      context.guildhall.organizations.create(context.actor(self), { name: 'Another', slug }),
  };
}

export const createWithSameSlugStep: StepDefinition = {
  text: 'creates another with the same slug',
  run: (context, self) =>
    context.guildhall.organizations.create(context.actor(self), {
      name: 'Another',
      slug: context.slug,
    }),
};
