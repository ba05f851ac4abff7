/** A message that was found: who said it, where, when, and the words around the hit. */

import DOMPurify from 'dompurify';
import { Link } from 'wouter';
import type { SearchResult } from '@/api/schema';
import { Initials } from '@/ui/initials';
import { Moment } from '@/ui/moment';

export function Hit({ result }: { result: SearchResult }) {
  const { message, room, snippet } = result;
  return (
    <li>
      <Link href={`/rooms/${room.id}/@${message.id}`} className="hit">
        <Initials person={message.creator} />
        <div className="hit-text">
          <p className="hit-about">
            <strong dir="auto">{message.creator.name}</strong>
            <span>
              in <span dir="auto">{room.name}</span>
            </span>
            <Moment at={message.created_at} />
          </p>
          <p
            className="hit-words"
            dir="auto"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: only marks are left in it.
            dangerouslySetInnerHTML={{ __html: onlyMarks(snippet) }}
          />
        </div>
      </Link>
    </li>
  );
}

/** The server escapes what was said; a second pair of eyes costs little. */
export function onlyMarks(snippet: string): string {
  return DOMPurify.sanitize(snippet, { ALLOWED_TAGS: ['mark'], ALLOWED_ATTR: [] });
}
