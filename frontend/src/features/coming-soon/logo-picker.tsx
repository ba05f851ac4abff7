/** The account's logo: today our own mark, and a place to choose another that says when. */

import { Camera } from 'lucide-react';
import { PictureButton } from './picture-button';

export function LogoPicker() {
  return (
    <PictureButton
      name="Choose a logo"
      icon={<Camera />}
      feature="files_enabled"
      shown={<img src="/assets/brand/icon-192.png" alt="" />}
    >
      Custom logos are available in v2.0. Until then our campfire burns for you.
    </PictureButton>
  );
}
