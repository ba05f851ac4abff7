/** Everything one can do with a message, in one list. */

import { Copy, Link2, Pencil, Quote, Trash2 } from 'lucide-react';
import type { RefObject } from 'react';
import { useMe } from '@/api/queries';
import type { Message } from '@/api/schema';
import { copyText } from '@/ui/copy-text';
import { MenuItem, MenuPanel } from '@/ui/popover-menu';
import { QUICK_EMOJI } from '@/ui/quick-emoji';
import { showToast, showTrouble } from '@/ui/toast';
import { replyTo } from '../data/reply-store';
import { startEditing } from './editing-store';

type MessageMenuProps = {
  message: Message;
  anchor: RefObject<HTMLElement | null>;
  align: 'start' | 'end';
  onBoost: (content: string) => void;
  onDelete: () => void;
  onClose: () => void;
};

export function MessageMenu(props: MessageMenuProps) {
  const { message, anchor, align, onBoost, onDelete, onClose } = props;
  const me = useMe();
  const mayChange = message.creator_id === me.id || me.role === 'administrator';
  const isText = !message.sound && !message.attachment;
  return (
    <MenuPanel anchor={anchor} align={align} name="Message" onClose={onClose}>
      {/* biome-ignore lint/a11y/useSemanticElements: a menu holds groups, not fieldsets. */}
      <span className="quick-boosts" role="group" aria-label="Boost">
        {QUICK_EMOJI.map(([emoji, name]) => (
          <button
            key={emoji}
            type="button"
            role="menuitem"
            aria-label={name}
            title={name}
            data-testid="emoji-option"
            data-emoji={emoji}
            className="quick-boost"
            onClick={() => onBoost(emoji)}
          >
            {emoji}
          </button>
        ))}
      </span>
      <MenuItem icon={<Quote />} onChoose={() => replyTo(message)}>
        Reply
      </MenuItem>
      <MenuItem icon={<Link2 />} onChoose={() => copy(permalinkTo(message), 'Link copied')}>
        Copy link
      </MenuItem>
      {isText && (
        <MenuItem icon={<Copy />} onChoose={() => copy(message.content, 'Text copied')}>
          Copy text
        </MenuItem>
      )}
      {mayChange && (
        <>
          <MenuItem icon={<Pencil />} onChoose={() => startEditing(message.id)}>
            Edit
          </MenuItem>
          <MenuItem icon={<Trash2 />} danger onChoose={onDelete}>
            Delete
          </MenuItem>
        </>
      )}
    </MenuPanel>
  );
}

function permalinkTo({ room_id, id }: Message): string {
  return `${location.origin}/rooms/${room_id}/@${id}`;
}

function copy(text: string, done: string) {
  copyText(text).then(() => showToast(done), showTrouble);
}
