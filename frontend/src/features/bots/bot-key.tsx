/** A bot's key, the one time it is shown, and a line to try it with. */

import { Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useRooms } from '@/api/queries';
import type { BotWithKey, Room } from '@/api/schema';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { LinkBox } from '@/ui/link-box';
import { Panel } from '@/ui/panel';
import { Select } from '@/ui/select';
import { curlLine } from './curl-line';

type BotKeyProps = { made: BotWithKey; onClose: () => void };

export function BotKey({ made, onClose }: BotKeyProps) {
  const shown = useRef<HTMLDivElement>(null);

  // The list may be long, and this is the only chance.
  useEffect(() => {
    shown.current?.scrollIntoView?.({ block: 'nearest' });
    shown.current?.focus();
  }, []);

  return (
    <div ref={shown} tabIndex={-1}>
      <Panel title={`${made.bot.name} has its key`} className="bot-key">
        <LinkBox
          label="Key"
          value={made.key}
          hint="Copy it now: it is shown this once. Whoever has it can speak as the bot."
        />
        <TryIt botKey={made.key} />
        <div>
          <Button icon={<Check />} onClick={onClose}>
            I have copied it
          </Button>
        </div>
      </Panel>
    </div>
  );
}

function TryIt({ botKey }: { botKey: string }) {
  // A new bot is in every open room; into closed ones it has to be asked first.
  const open = (useRooms() ?? []).filter(({ room_type }) => room_type === 'open');
  const [chosen, setChosen] = useState('');
  const room = open.find(({ id }) => String(id) === chosen) ?? open[0];
  if (!room) return null;
  const line = curlLine(window.location.origin, room.id, botKey);
  return (
    <div className="bot-try">
      <div className="bot-try-room">
        <span>Try it in</span>
        <Select
          label="Room to try it in"
          value={String(room.id)}
          options={open.map(({ id, name }: Room) => ({ value: String(id), name }))}
          onChange={setChosen}
        />
      </div>
      <div className="bot-try-line">
        <pre>{line}</pre>
        <CopyButton text={line} name="Copy the line to try it" />
      </div>
    </div>
  );
}
