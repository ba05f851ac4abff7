/** What somebody is in the middle of typing that can be completed: `@ad`, `:thu`, `/play be`, `#all`. */

export interface Trigger {
  kind: 'person' | 'emoji' | 'command' | 'sound' | 'room';
  /** What was typed behind the sign. */
  query: string;
  /** Characters before the caret that are replaced, the sign included. */
  length: number;
}

/** A sign begins something only where a word could begin: not in an address, not in a time. */
const BEGINS = '(?:^|[\\s([{"\'“‘«—–\\uFFFC-])';

const PERSON = new RegExp(`${BEGINS}@([^\\s@\\uFFFC][^\\n@\\uFFFC]{0,59})?$`, 'u');
const EMOJI = new RegExp(`${BEGINS}:([a-z0-9_+-]{2,30})$`, 'iu');
const WHOLE_EMOJI = new RegExp(`${BEGINS}:([a-z0-9_+-]{1,30}):$`, 'iu');
const COLON = new RegExp(`${BEGINS}:$`, 'u');
const ROOM = new RegExp(`${BEGINS}#([^\\s#\\uFFFC][^\\n#\\uFFFC]{0,59})$`, 'u');
const SOUND = /^\/play (\w*)$/i;
const COMMAND = /^\/(?:p(?:l(?:ay?)?)?)?$/i;

const lengthOf = (text: string) => Array.from(text).length;

/** Reads what stands between the beginning of the text and the caret. */
export function triggerIn(before: string): Trigger | undefined {
  const sound = SOUND.exec(before);
  if (sound) return trigger('sound', sound[1], '/play '.length);
  if (COMMAND.test(before))
    return { kind: 'command', query: before.slice(1), length: lengthOf(before) };
  for (const [kind, pattern] of [
    ['person', PERSON],
    ['emoji', EMOJI],
    ['room', ROOM],
  ] as const) {
    const found = pattern.exec(before);
    if (found) return trigger(kind, found[1], 1);
  }
  return undefined;
}

function trigger(kind: Trigger['kind'], query = '', signs: number): Trigger {
  return { kind, query, length: lengthOf(query) + signs };
}

/** A colon that may become an emoji: it takes a moment until all their names are there. */
export function mayBecomeEmoji(before: string): boolean {
  return COLON.test(before);
}

/** `:tada:` with both its colons: it becomes the emoji without being asked. */
export function wholeEmojiIn(before: string): { name: string; length: number } | undefined {
  const name = WHOLE_EMOJI.exec(before)?.[1];
  return name ? { name: name.toLowerCase(), length: lengthOf(name) + 2 } : undefined;
}
