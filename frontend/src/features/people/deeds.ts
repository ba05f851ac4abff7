/** What administrators can make of somebody, and when they can't: the server decides, this explains. */

import type { User } from '@/api/schema';

/** `ban` and `lift-ban` never stand side by side. */
export type Deed = 'change-role' | 'make-link' | 'ban' | 'lift-ban' | 'remove';

export type Offer = {
  deed: Deed;
  name: string;
  /** What it does, before one does it. */
  does: string;
  /** The question before it; without one it is done at once, since it can be undone. */
  asks?: { title: string; text: string };
  danger?: boolean;
  /** Why it isn't possible. */
  refused?: string;
};

export function offersFor(person: User, me: User): Offer[] {
  return person.status === 'banned' ? [liftBan(person)] : offersForActive(person, me);
}

function offersForActive(person: User, me: User): Offer[] {
  const { name } = person;
  const isMe = person.id === me.id;
  const isAdministrator = person.role === 'administrator';
  const ask = 'Ask another administrator to do that to you.';
  return [
    {
      deed: 'change-role',
      name: isAdministrator ? 'Make a member' : 'Make an administrator',
      does: isAdministrator
        ? `${name} looks after the account: people, settings, bots. A member only talks.`
        : `Administrators look after the account: people, settings, bots.`,
      asks: isAdministrator
        ? {
            title: `Make ${name} a member?`,
            text: `${name} can’t change people, settings and bots any more. You can give it back.`,
          }
        : {
            title: `Make ${name} an administrator?`,
            text: `${name} can then change settings, remove people and delete what others said.`,
          },
      ...(isMe && { refused: ask }),
    },
    {
      deed: 'make-link',
      name: 'Make a sign-in link',
      does: `For when ${name} has lost the password or the device. Signs in as ${name}.`,
      ...(isMe && { refused: 'Your own sign-in link is on your profile.' }),
    },
    {
      deed: 'ban',
      name: 'Ban',
      does: 'Signs out everywhere, deletes every message, and shuts out the addresses used.',
      asks: {
        title: `Ban ${name}?`,
        text: `${name} is signed out everywhere and can’t come back until you lift the ban. Everything ${name} said is deleted for good.`,
      },
      danger: true,
      ...(isMe && { refused: ask }),
    },
    {
      deed: 'remove',
      name: 'Remove from the account',
      does: 'For people who leave. Their messages stay, and their email address is free again.',
      asks: {
        title: `Remove ${name}?`,
        text: `${name} is signed out everywhere and leaves every room. What ${name} said stays. This can’t be undone; to come back, ${name} joins again.`,
      },
      danger: true,
      ...(isMe && { refused: ask }),
    },
  ];
}

function liftBan({ name }: User): Offer {
  return {
    deed: 'lift-ban',
    name: 'Lift the ban',
    does: `${name} may sign in again. The deleted messages don’t come back.`,
    asks: {
      title: `Let ${name} in again?`,
      text: `${name} can sign in with the same password. The deleted messages don’t come back.`,
    },
  };
}
