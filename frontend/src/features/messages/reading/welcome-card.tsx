/** Where a room begins: what it is, and how to bring others here while it is young. */

import { useQuery } from '@tanstack/react-query';
import { Hash, Lock, MessagesSquare } from 'lucide-react';
import { joinLink, useAccount, useRooms } from '@/api/queries';
import type { RoomId } from '@/api/schema';
import { LinkBox } from '@/ui/link-box';
import './welcome-card.css';

type WelcomeCardProps = {
  roomId: RoomId;
  /** Little was said yet: whoever is here may want company. */
  isYoung: boolean;
};

export function WelcomeCard({ roomId, isYoung }: WelcomeCardProps) {
  const account = useAccount();
  const room = useRooms()?.find(({ id }) => id === roomId);
  if (!room) return null;
  const { icon, words } = WORDS[room.room_type];
  const invites = isYoung && room.room_type === 'open' && account.join_code;
  return (
    <section className="welcome-card" aria-label={`The beginning of ${room.name}`}>
      <span className="welcome-icon" aria-hidden="true">
        {icon}
      </span>
      <p className="welcome-title" dir="auto">
        {room.name}
      </p>
      <p>{words}</p>
      {invites && <Invitation code={invites} accountName={account.name} />}
    </section>
  );
}

function Invitation({ code, accountName }: { code: string; accountName: string }) {
  // The server knows under which address others reach it, and can draw it for a camera.
  const { data: link } = useQuery(joinLink(code));
  return (
    <LinkBox
      label="Join link"
      value={link?.url ?? `${location.origin}/join/${code}`}
      qrSvg={link?.qr_svg}
      hint={`Whoever has it can join ${accountName}.`}
      shareTitle={`Join ${accountName}`}
    />
  );
}

const WORDS = {
  open: { icon: <Hash />, words: 'This is where it begins. Everybody can read along and join in.' },
  closed: { icon: <Lock />, words: 'This is where it begins. Only those who were added are here.' },
  direct: { icon: <MessagesSquare />, words: 'This is where it begins. It stays between you two.' },
};
