/** My profile, with where one chooses a picture. */

import { useMe } from '@/api/queries';
import { AvatarPicker } from '@/features/coming-soon/avatar-picker';
import { MeScreen } from '@/features/me/me-screen';

export function MyProfile() {
  return <MeScreen avatar={<AvatarPicker person={useMe()} />} />;
}
