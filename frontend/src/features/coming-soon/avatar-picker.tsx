/** One's picture: today the initials, and a place to choose a picture that says when. */

import { Camera, UserRound } from 'lucide-react';
import type { User } from '@/api/schema';
import { Initials } from '@/ui/initials';
import { PictureButton } from './picture-button';

export interface AvatarPickerProps {
  /** Whose; without one (somebody new) a blank circle is shown. */
  person?: Pick<User, 'initials' | 'color' | 'avatar_url' | 'role'>;
}

export function AvatarPicker({ person }: AvatarPickerProps) {
  return (
    <PictureButton
      name="Choose a picture"
      icon={<Camera />}
      feature="avatars_enabled"
      shown={person ? <Initials person={person} size="large" /> : <UserRound />}
    >
      Then you choose a picture of yourself. Until then your initials and your colour stand for you.
    </PictureButton>
  );
}
