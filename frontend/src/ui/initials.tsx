/** Somebody's circle: their initials on their colour, until pictures come in 2.0. */

import type { User } from '@/api/schema';
import './initials.css';
import { classNames } from './class-names';

type InitialsProps = {
  person: Pick<User, 'initials' | 'color' | 'avatar_url' | 'role'>;
  size?: 'small' | 'normal' | 'large';
  className?: string;
};

/** Decoration: the name always stands nearby. */
export function Initials({ person, size = 'normal', className }: InitialsProps) {
  return (
    <span
      className={classNames(
        'initials',
        `initials-${size}`,
        person.role === 'bot' && 'initials-bot',
        className,
      )}
      style={{ background: person.color }}
      aria-hidden="true"
    >
      {person.avatar_url ? <img src={person.avatar_url} alt="" /> : person.initials}
    </span>
  );
}
