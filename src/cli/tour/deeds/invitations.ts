// Invitations: what admins do with them, and what comes of the links in the mails.

import type { Role } from '../../../domain/organization/role.js';
import { tokenIn } from '../../../testing/doubles/mailbox.js';
import { type Colleague, nameOf, type Person } from '../people.js';
import type { Scene } from '../scene.js';
import type { Deed } from './deed.js';

export function invites(whom: Colleague, role: Role = 'member', byMail: boolean = true): Deed {
  const as = role === 'admin' ? ' as an admin' : '';
  return {
    says: `invites ${nameOf(whom)}${as}${byMail ? '' : ', without a mail'}`,
    async act(scene, self) {
      const invited = await scene.guildhall.invitations.invite(scene.actor(self), {
        ...scene.inOrganization,
        email: scene.addressOf(whom),
        role,
        byMail,
      });
      if (invited.ok) scene.noteInvitation(whom, invited.value.id);
      return invited;
    },
  };
}

export const invitesNoAddress: Deed = {
  says: 'invites "Ana", no address',
  act: (scene, self) =>
    scene.guildhall.invitations.invite(scene.actor(self), {
      ...scene.inOrganization,
      email: 'Ana',
    }),
};

export function resends(whom: Colleague): Deed {
  return {
    says: `resends ${nameOf(whom)}'s invitation`,
    act: (scene, self) =>
      scene.guildhall.invitations.resend(scene.actor(self), {
        ...scene.inOrganization,
        invitationId: scene.invitationOf(whom),
      }),
  };
}

export function revokes(whom: Colleague): Deed {
  return {
    says: `revokes ${nameOf(whom)}'s invitation`,
    act: (scene, self) =>
      scene.guildhall.invitations.revoke(scene.actor(self), {
        ...scene.inOrganization,
        invitationId: scene.invitationOf(whom),
      }),
  };
}

export const looksAtInvitations: Deed = {
  says: 'looks at the invitations',
  act: (scene, self) => scene.guildhall.invitations.list(scene.actor(self), scene.inOrganization),
};

/** Where the token comes from with which somebody answers. */
interface Link {
  /** To follow "accepts". */
  readonly says: string;
  tokenIn(scene: Scene, self: Person): string;
}

const ownLink: Link = {
  says: '',
  tokenIn: (scene, self) => tokenIn(scene.mailTo(self, 'latest')),
};

/** The link of the first mail, which a later one has ended. */
export const oldLink: Link = {
  says: ' by an older link',
  tokenIn: (scene, self) => tokenIn(scene.mailTo(self, 'first')),
};

export function linkOf(other: Colleague): Link {
  return {
    says: ` by ${nameOf(other)}'s link`,
    tokenIn: (scene) => tokenIn(scene.mailTo(other, 'latest')),
  };
}

export const forgedLink: Link = {
  says: ' by a forged link',
  tokenIn: () => 'eyJhbGciOiJub25lIn0.eyJpbnZpdGF0aW9uSWQiOiIxIn0.',
};

export const previews: Deed = {
  says: 'reads the invitation',
  act: (scene, self) =>
    scene.guildhall.invitations.preview(null, { token: ownLink.tokenIn(scene, self) }),
};

export function accepts(link: Link = ownLink): Deed {
  return {
    says: `accepts${link.says}`,
    act: (scene, self) =>
      scene.guildhall.invitations.accept(scene.actor(self), {
        token: link.tokenIn(scene, self),
      }),
  };
}

export function declines(link: Link = ownLink): Deed {
  return {
    says: `declines${link.says}`,
    act: (scene, self) =>
      scene.guildhall.invitations.decline(scene.actor(self), {
        token: link.tokenIn(scene, self),
      }),
  };
}
