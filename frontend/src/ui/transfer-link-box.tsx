/** A link that signs somebody in, with its picture and how long it works. */

import type { TransferLink } from '@/api/schema';
import { dayOf, timeOf } from './clock';
import { LinkBox } from './link-box';
import { QrCode } from './qr-code';

type TransferLinkBoxProps = {
  link: TransferLink;
  /** Who may see it. */
  warning: string;
};

export function TransferLinkBox({ link, warning }: TransferLinkBoxProps) {
  const until = `${dayOf(link.expires_at).toLowerCase()}, ${timeOf(link.expires_at)}`;
  return (
    <>
      <QrCode svg={link.qr_svg} name="The sign-in link as a QR code" />
      <LinkBox
        label="Sign-in link"
        value={link.url}
        shareTitle="Sign in to Campfire"
        hint={`Works until ${until}. ${warning}`}
      />
    </>
  );
}
