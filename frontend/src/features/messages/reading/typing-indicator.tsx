/** Who is typing, above the composer. Its place is kept while nobody does, so that nothing moves. */

import type { RoomId, Typist } from '@/api/schema';
import { useTypists } from '@/live/live-store';
import './typing-indicator.css';

/** Beyond this many, names only make a crowd. */
const NAMED = 3;

export function TypingIndicator({ roomId }: { roomId: RoomId }) {
  const typists = useTypists(roomId);
  return (
    <div className="typing-place">
      {typists.length > 0 && (
        <p className="typing-indicator">
          <span className="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span dir="auto">{whoTypes(typists)}</span>
        </p>
      )}
    </div>
  );
}

const names = new Intl.ListFormat('en', { type: 'conjunction' });

/** "Ada is typing…", by name. */
export function whoTypes(typists: readonly Typist[]): string {
  const sorted = typists.map(({ name }) => name).sort((a, b) => a.localeCompare(b));
  if (sorted.length > NAMED) return `${sorted.length} people are typing…`;
  return `${names.format(sorted)} ${sorted.length === 1 ? 'is' : 'are'} typing…`;
}
