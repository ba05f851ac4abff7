/** How much of a room one hasn't seen. That somebody names me stands out. */

import { AtSign } from 'lucide-react';
import type { Membership } from '@/api/schema';
import './unread-badge.css';

/** The server stops counting at a hundred. */
const MOST = 99;

function plain(count: number): string {
  return count > MOST ? `${MOST}+` : String(count);
}

export function UnreadBadge({ membership }: { membership: Membership }) {
  const { unread_count, unread_mentions } = membership;
  const named = unread_mentions > 0;
  return (
    <span className={named ? 'unread-badge unread-badge-mention' : 'unread-badge'}>
      <span aria-hidden="true" className="unread-badge-count">
        {named && <AtSign />}
        {unread_count > 0 && plain(named ? unread_mentions : unread_count)}
      </span>
      <span className="said-only">{inWords(unread_count, unread_mentions)}</span>
    </span>
  );
}

/** "3 unread, 1 names you". */
function inWords(count: number, mentions: number): string {
  const unread = count > 0 ? `${plain(count)} unread` : 'unread';
  return mentions > 0 ? `${unread}, ${plain(mentions)} for you` : unread;
}
