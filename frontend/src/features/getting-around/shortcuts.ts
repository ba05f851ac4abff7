/** Every shortcut there is: what binds them reads this table, and so does the help. */

/** What a shortcut does, for those that work everywhere. */
export type Deed =
  | 'switch'
  | 'next-room'
  | 'previous-room'
  | 'next-unread'
  | 'previous-unread'
  | 'search'
  | 'write-to'
  | 'help'
  | 'get-out';

export interface Shortcut {
  /** `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys: string;
  says: string;
  /** Those without one are bound where they work. */
  deed?: Deed;
}

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: 'Getting around',
    shortcuts: [
      { keys: 'Mod+K', says: 'Go to a room or a person', deed: 'switch' },
      { keys: 'Alt+ArrowDown', says: 'Next room', deed: 'next-room' },
      { keys: 'Alt+ArrowUp', says: 'Previous room', deed: 'previous-room' },
      { keys: 'Alt+Shift+ArrowDown', says: 'Next unread room', deed: 'next-unread' },
      { keys: 'Alt+Shift+ArrowUp', says: 'Previous unread room', deed: 'previous-unread' },
      { keys: 'Mod+Shift+K', says: 'Write to somebody', deed: 'write-to' },
      { keys: '/', says: 'Search messages', deed: 'search' },
      { keys: '?', says: 'This help', deed: 'help' },
      { keys: 'Escape', says: 'Close, cancel, back to the conversation', deed: 'get-out' },
    ],
  },
  {
    title: 'Writing',
    shortcuts: [
      { keys: 'Enter', says: 'Send' },
      { keys: 'Shift+Enter', says: 'New line' },
      { keys: 'Mod+Enter', says: 'Send, wherever the cursor is' },
      { keys: 'ArrowUp', says: 'Edit my last message, when nothing is written' },
      { keys: '@', says: 'Name somebody' },
      { keys: ':', says: 'Pick an emoji by its name' },
      { keys: '/play', says: 'Play a sound' },
    ],
  },
  {
    title: 'While formatting',
    shortcuts: [
      { keys: 'Mod+B', says: 'Bold' },
      { keys: 'Mod+I', says: 'Italic' },
      { keys: 'Mod+Z', says: 'Undo' },
      { keys: 'Mod+Shift+Z', says: 'Redo' },
    ],
  },
];

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether these keys were pressed, and no others. */
export function isPressed(keys: string, event: Pressed, onMac: boolean): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  // Where "?" is, and whether it takes Shift, depends on the keyboard.
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.metaKey === (onMac && wants('Mod')) &&
    event.ctrlKey === (!onMac && wants('Mod')) &&
    event.altKey === wants('Alt') &&
    (isSign || event.shiftKey === wants('Shift'))
  );
}

/** Keys that write something mean that, where something is being written. */
export function isForWriting(keys: string): boolean {
  return !/^(Mod|Alt)\+|^Escape$/.test(keys);
}

/** What a key press asks for. */
export function deedOf(event: Pressed, isWriting: boolean, onMac: boolean): Deed | undefined {
  const pressed = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts).find(
    ({ keys, deed }) => deed && !(isWriting && isForWriting(keys)) && isPressed(keys, event, onMac),
  );
  return pressed?.deed;
}

const ON_MAC: Record<string, string> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↵' };
const ELSEWHERE: Record<string, string> = { Mod: 'Ctrl', Enter: 'Enter' };
const EVERYWHERE: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** A shortcut's keys as they stand on this keyboard. */
export function keyNames(keys: string, onMac: boolean): string[] {
  const names = { ...EVERYWHERE, ...(onMac ? ON_MAC : ELSEWHERE) };
  return keys.split('+').map((key) => names[key] ?? key);
}

export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}
