import type { Deed } from './deed.js';

export const looksAtOrganization: Deed = {
  says: 'looks at the organization',
  act: (scene, self) => scene.guildhall.organizations.get(scene.actor(self), scene.inOrganization),
};

export const looksUpSlug: Deed = {
  says: 'looks the slug up',
  act: (scene, self) =>
    scene.guildhall.organizations.findBySlug(scene.actor(self), { slug: scene.slug }),
};

export const looksAtOwnOrganizations: Deed = {
  says: 'looks at their organizations',
  act: (scene, self) => scene.guildhall.organizations.listOfUser(scene.actor(self), {}),
};

export const readsAudit: Deed = {
  says: 'reads the audit trail',
  act: (scene, self) =>
    scene.guildhall.organizations.audit(scene.actor(self), scene.inOrganization),
};

export function describes(description: string): Deed {
  return {
    says: 'writes a description',
    act: (scene, self) =>
      scene.guildhall.organizations.updateProfile(scene.actor(self), {
        ...scene.inOrganization,
        description,
      }),
  };
}

export function renames(name: string): Deed {
  return {
    says: `renames it "${name}"`,
    act: (scene, self) =>
      scene.guildhall.organizations.rename(scene.actor(self), { ...scene.inOrganization, name }),
  };
}

/** Founds another one, under a slug of their choice. */
export function foundsAs(slug: string): Deed {
  return {
    says: `founds another as "${slug}"`,
    act: (scene, self) =>
      scene.guildhall.organizations.found(scene.actor(self), { name: 'Another', slug }),
  };
}

export const foundsUnderSameSlug: Deed = {
  says: 'founds another by the same slug',
  act: (scene, self) =>
    scene.guildhall.organizations.found(scene.actor(self), { name: 'Another', slug: scene.slug }),
};
