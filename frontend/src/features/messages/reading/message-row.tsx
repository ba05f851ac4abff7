/** One message in the list: who, when, what, and what came of it. */

import { type KeyboardEvent, memo, useState } from 'react';
import { Link } from 'wouter';
import { useMe } from '@/api/queries';
import type { Message, User } from '@/api/schema';
import { classNames } from '@/ui/class-names';
import { momentOf, timeOf } from '@/ui/clock';
import { Initials } from '@/ui/initials';
import { EditMessage } from '../writing/edit-message';
import { Boosts } from './boosts';
import { stopEditing, useIsEditing } from './editing-store';
import { LinkPreviews } from './link-preview';
import { MessageActions, type OpenActions } from './message-actions';
import { MessageBody } from './message-body';
import './message-row.css';
import { useLongPress } from './use-long-press';

type MessageRowProps = {
  message: Message;
  startsGroup: boolean;
  /** The one that arrow keys have reached: Tab goes through its parts. */
  isCurrent: boolean;
  /** What a link led to. */
  isTarget: boolean;
  /** It has just been said, under the reader's eyes. */
  isFresh: boolean;
};

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, startsGroup, isCurrent, isTarget, isFresh } = props;
  const me = useMe();
  const isEditing = useIsEditing(message.id);
  const [open, setOpen] = useState<OpenActions>(null);
  const { isHeld, onPress } = useLongPress(() => setOpen('menu'));
  const isMine = message.creator_id === me.id;
  const tabIndex = isCurrent ? 0 : -1;

  function openByKey(event: KeyboardEvent) {
    if (event.target !== event.currentTarget || event.key !== 'Enter') return;
    event.preventDefault();
    setOpen('menu');
  }

  return (
    <article
      className={classNames(
        'message',
        isMine && 'message-mine',
        startsGroup && 'message-starts',
        message.mentions.includes(me.id) && 'message-mentions-me',
        isTarget && 'message-target',
        isFresh && 'message-fresh',
        (message.emoji_only || message.sound) && 'message-bare',
        isHeld && 'message-held',
        open && 'message-open',
      )}
      data-message-id={message.id}
      aria-label={`${message.creator.name}, ${timeOf(message.created_at)}`}
      tabIndex={tabIndex}
      onKeyDown={openByKey}
    >
      {startsGroup && !isMine && <Portrait person={message.creator} />}
      {startsGroup && <Header message={message} isMine={isMine} tabIndex={tabIndex} />}
      {isEditing ? (
        <EditMessage message={message} onDone={stopEditing} />
      ) : (
        <>
          <div className="message-bubble" {...onPress}>
            <MessageBody message={message} />
            {message.edited && (
              <span className="message-edited" title={`Edited ${momentOf(message.updated_at)}`}>
                edited
              </span>
            )}
            <LinkPreviews links={message.links} />
          </div>
          <div className="message-aside">
            <MessageActions
              message={message}
              isMine={isMine}
              open={open}
              onOpen={setOpen}
              tabIndex={tabIndex}
            />
            {!startsGroup && <Permalink message={message} tabIndex={tabIndex} />}
          </div>
          {message.boosts.length > 0 && <Boosts message={message} />}
        </>
      )}
    </article>
  );
});

/** Decoration beside the name, which leads to the same place. */
function Portrait({ person }: { person: User }) {
  return (
    <Link
      href={`/people/${person.id}`}
      className="message-portrait"
      tabIndex={-1}
      aria-hidden="true"
      title={titleOf(person)}
    >
      <Initials person={person} />
    </Link>
  );
}

type HeaderProps = { message: Message; isMine: boolean; tabIndex: number };

function Header({ message, isMine, tabIndex }: HeaderProps) {
  const { creator } = message;
  return (
    <header className="message-header">
      <Link
        href={`/people/${creator.id}`}
        className={classNames('message-author', isMine && 'said-only')}
        title={titleOf(creator)}
        tabIndex={tabIndex}
        dir="auto"
      >
        {creator.name}
      </Link>
      {creator.role === 'bot' && <span className="message-bot">bot</span>}
      <Permalink message={message} tabIndex={tabIndex} />
    </header>
  );
}

function titleOf({ name, bio }: User): string {
  return bio ? `${name} – ${bio}` : name;
}

function Permalink({ message, tabIndex }: { message: Message; tabIndex: number }) {
  return (
    <Link
      href={`/rooms/${message.room_id}/@${message.id}`}
      className="message-time"
      title={momentOf(message.created_at)}
      tabIndex={tabIndex}
    >
      <time dateTime={message.created_at}>{timeOf(message.created_at)}</time>
    </Link>
  );
}
