import { type Colleague, colleagues } from '../people.js';
import { tourSystem } from '../stage.js';
import type { Deed } from './deed.js';

export function signsUp(person: Colleague, emailVerified: boolean = true): Deed {
  return {
    says: emailVerified ? 'signs up' : 'signs up, the address not verified',
    async act(scene) {
      const registered = await scene.guildhall.users.register(tourSystem, {
        email: scene.addressOf(person),
        name: colleagues[person].name,
        emailVerified,
      });
      if (registered.ok) scene.noteSignUp(person, registered.value.id);
      return registered;
    },
  };
}

export const verifiesAddress: Deed = {
  says: 'shows that the address is theirs',
  act: (scene, self) => scene.guildhall.users.verifyEmail(tourSystem, { userId: scene.idOf(self) }),
};
