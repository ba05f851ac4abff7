/** Somebody's circle with a dot at its edge that tells whether they are here. */

import type { User } from '@/api/schema';
import { Initials } from './initials';
import { PresenceDot } from './presence-dot';
import './face.css';

export function Face({ person, online }: { person: User; online: boolean }) {
  return (
    <span className="face">
      <Initials person={person} size="small" />
      <PresenceDot online={online} />
    </span>
  );
}
