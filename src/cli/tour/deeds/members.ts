import type { Role } from '../../../domain/organization/role.js';
import { nameOf, type Person } from '../people.js';
import type { Deed } from './deed.js';

export const looksAtMembers: Deed = {
  says: 'looks at the members',
  act: (scene, self) => scene.guildhall.memberships.list(scene.actor(self), scene.inOrganization),
};

export function gives(role: Role, whom: Person): Deed {
  return {
    says: `makes ${nameOf(whom)} ${role === 'admin' ? 'an admin' : 'a member'}`,
    act: (scene, self) =>
      scene.guildhall.memberships.changeRole(scene.actor(self), {
        ...scene.inOrganization,
        userId: scene.idOf(whom),
        role,
      }),
  };
}

export function removes(whom: Person): Deed {
  return {
    says: `removes ${nameOf(whom)}`,
    act: (scene, self) =>
      scene.guildhall.memberships.remove(scene.actor(self), {
        ...scene.inOrganization,
        userId: scene.idOf(whom),
      }),
  };
}

export const leaves: Deed = {
  says: 'leaves',
  act: (scene, self) => scene.guildhall.memberships.leave(scene.actor(self), scene.inOrganization),
};
