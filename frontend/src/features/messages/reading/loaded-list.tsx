/** The list itself: virtual, open at both ends, and never moving unless somebody moves it. */

import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useLocation } from 'wouter';
import type { MessageId, RoomId } from '@/api/schema';
import { showTrouble } from '@/ui/toast';
import type { RoomTimeline } from '../data/use-timeline';
import { ArrivalAnnouncer } from './arrival-announcer';
import { DaySeparator } from './day-separator';
import { editingStore } from './editing-store';
import { EmptyRoom } from './empty-room';
import { JumpToNewest } from './jump-to-newest';
import { MessageRow } from './message-row';
import { OutgoingRow } from './outgoing-row';
import { RowBoundary } from './row-boundary';
import { isOutgoing, type Row, rowIndexOf, rowsOf } from './rows';
import { UnreadDivider } from './unread-divider';
import { useArrived } from './use-arrived';
import { useFollowing } from './use-following';
import { useOpeningRows } from './use-opening-rows';
import { useOwnSends } from './use-own-sends';
import { usePlacement } from './use-placement';
import { useRoving } from './use-roving';
import { WelcomeCard } from './welcome-card';

/** Drawn beyond what is seen, so that a quick hand finds no gaps. */
const BEYOND_PX = { top: 600, bottom: 300 };
/** What a row is taken for until it is drawn: without this the list draws one first, to measure it. */
const ROW_PX = 56;
/** A room with no more than this may want company. */
const YOUNG_UP_TO = 40;

type LoadedListProps = {
  roomId: RoomId;
  around: MessageId | undefined;
  timeline: RoomTimeline;
};

export function LoadedList({ roomId, around, timeline }: LoadedListProps) {
  const { entries, hasBefore, hasAfter, unreadFrom, loadBefore, loadAfter } = timeline;
  const [, navigate] = useLocation();
  const list = useRef<VirtuosoHandle>(null);
  const allRows = useMemo(
    () => rowsOf({ entries, hasBefore, unreadFrom }),
    [entries, hasBefore, unreadFrom],
  );
  const opensAtEnd = around === undefined || rowIndexOf(allRows, around) < 0;
  const rows = useOpeningRows(allRows, opensAtEnd);
  const { firstIndex, generation } = usePlacement(rows);
  const target = around === undefined ? -1 : rowIndexOf(rows, around);
  const opensAtTarget = target >= 0 && generation === 0;
  const { isAtEnd, setScroller, follow, stay } = useFollowing({
    startsAtEnd: !opensAtTarget,
    isLive: !hasAfter,
    newestKey: rows.at(-1)?.key,
  });
  const isAtTail = isAtEnd && !hasAfter;
  const { unseen, fresh, words } = useArrived(roomId, isAtTail);
  const roving = useRoving(rows, list);

  async function jump() {
    follow();
    // The address says which message one looks at; that is over.
    if (around !== undefined) navigate(`/rooms/${roomId}`);
    else if (hasAfter) await timeline.jumpToNewest().catch(showTrouble);
  }

  useOwnSends(roomId, jump);
  useRevealEdited(rows, list, stay);

  function draw(row: Row): ReactNode {
    switch (row.kind) {
      case 'beginning':
        return (
          <>
            <WelcomeCard roomId={roomId} isYoung={entries.length <= YOUNG_UP_TO} />
            {entries.length === 0 && <EmptyRoom />}
          </>
        );
      case 'day':
        return <DaySeparator at={row.at} />;
      case 'unread':
        return <UnreadDivider />;
      case 'message':
        return isOutgoing(row.said) ? (
          <OutgoingRow draft={row.said} startsGroup={row.startsGroup} />
        ) : (
          <MessageRow
            message={row.said}
            startsGroup={row.startsGroup}
            isCurrent={row.key === roving.currentKey}
            isTarget={row.said.id === around}
            isFresh={fresh.has(row.key)}
          />
        );
    }
  }

  return (
    <div
      ref={roving.region}
      className="message-region"
      role="log"
      aria-label="Messages"
      // Scrolling brings messages in that nobody has just said; those that were are announced below.
      aria-live="off"
      onKeyDown={roving.onKeyDown}
      onFocus={roving.onFocus}
    >
      <Virtuoso
        key={generation}
        ref={list}
        className="message-list"
        tabIndex={-1}
        data={rows}
        firstItemIndex={firstIndex}
        {...(opensAtTarget && { initialTopMostItemIndex: { index: target, align: 'center' } })}
        defaultItemHeight={ROW_PX}
        alignToBottom
        skipAnimationFrameInResizeObserver
        increaseViewportBy={BEYOND_PX}
        computeItemKey={(_, row) => row.key}
        itemContent={(_, row) => (
          <RowBoundary of={row.kind === 'message' ? row.said : row}>{draw(row)}</RowBoundary>
        )}
        components={PARTS}
        scrollerRef={setScroller}
        startReached={() => rows === allRows && loadBefore()}
        endReached={loadAfter}
      />
      {!isAtTail && <JumpToNewest unseen={unseen} onJump={jump} />}
      <ArrivalAnnouncer words={words} />
    </div>
  );
}

const PARTS = { Footer: () => <div className="message-list-end" /> };

/** ↑ in the composer may open a message that is out of sight. */
function useRevealEdited(
  rows: readonly Row[],
  list: RefObject<VirtuosoHandle | null>,
  stay: () => void,
) {
  const id = editingStore((editing) => editing.id);
  const index = id === null ? -1 : rowIndexOf(rows, id);

  // Only when editing begins: what comes in meanwhile must not pull the list back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (index < 0) return;
    stay();
    list.current?.scrollIntoView({ index });
  }, [id]);
}
