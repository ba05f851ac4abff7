/** What was typed and not sent, for each person and room. It survives a reload. */

import { useMemo } from 'react';
import { useMe } from '@/api/queries';
import type { RoomId, UserId } from '@/api/schema';
import { onSignOut } from '@/live/sign-out';
import { keptRecords } from './kept-records';

/** Writing to disk at every key would make typing lag. */
const WRITE_AFTER_MS = 400;

interface Draft {
  person: UserId;
  room: RoomId;
  html: string;
}

const kept = keptRecords<Draft>('draft');
const unwritten = new Map<string, Draft>();
let timer: ReturnType<typeof setTimeout> | undefined;

const keyOf = (person: UserId, room: RoomId) => `${person}/${room}`;

function write() {
  clearTimeout(timer);
  timer = undefined;
  for (const [key, draft] of unwritten) {
    if (draft.html === '') kept.delete(key);
    else kept.set(key, draft);
  }
  unwritten.clear();
}

// The last moment of a page that browsers promise to tell of, on phones too.
window.addEventListener('pagehide', write);
document.addEventListener('visibilitychange', write);

function draftIn(person: UserId, room: RoomId): string {
  const key = keyOf(person, room);
  return (unwritten.get(key) ?? kept.get(key))?.html ?? '';
}

function keepDraft(draft: Draft) {
  unwritten.set(keyOf(draft.person, draft.room), draft);
  timer ??= setTimeout(write, WRITE_AFTER_MS);
}

/**
 * My draft as it was when the room was opened, and a way to keep it as it is now; an empty one is
 * forgotten. It isn't watched: who types knows best what they typed.
 */
export function useDraft(room: RoomId): [html: string, setHtml: (html: string) => void] {
  const { id: person } = useMe();
  const html = useMemo(() => draftIn(person, room), [person, room]);
  const setHtml = useMemo(
    () => (next: string) => keepDraft({ person, room, html: next }),
    [person, room],
  );
  return [html, setHtml];
}

onSignOut((person) => {
  write();
  for (const draft of kept.all()) {
    if (draft.person === person) kept.delete(keyOf(person, draft.room));
  }
});
