/** Wraps a room: files dropped or pasted anywhere in it are shown back politely, and go nowhere. */

import { FileUp } from 'lucide-react';
import { type ClipboardEvent, type DragEvent, type ReactNode, useState } from 'react';
import { Dialog } from '@/ui/dialog';
import { DroppedFiles } from './dropped-files';
import './file-drop-zone.css';
import { FileNotice } from './file-notice';

const holdsFiles = (data: DataTransfer) => data.types.includes('Files');

/** What an office program copies is text first, with a picture of it beside. */
const holdsText = (data: DataTransfer) => data.types.some((type) => type.startsWith('text/'));

export function FileDropZone({ children }: { children: ReactNode }) {
  const [isOver, setIsOver] = useState(false);
  const [files, setFiles] = useState<readonly File[]>([]);

  function take(event: DragEvent | ClipboardEvent, data: DataTransfer) {
    event.preventDefault();
    // The editor would take them for its own.
    event.stopPropagation();
    setFiles([...data.files]);
  }

  function dragOver(event: DragEvent) {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
    setIsOver(true);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be pasted, too.
    <div
      className="file-drop-zone"
      onDragEnterCapture={dragOver}
      onDragOverCapture={dragOver}
      onDragLeave={(event) => {
        // Going from one child to another isn't leaving.
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setIsOver(false);
      }}
      onDropCapture={(event) => {
        setIsOver(false);
        if (holdsFiles(event.dataTransfer)) take(event, event.dataTransfer);
      }}
      onPasteCapture={(event) => {
        const data = event.clipboardData;
        if (data.files.length > 0 && !holdsText(data)) take(event, data);
      }}
    >
      {children}
      {isOver && (
        <div className="file-drop-sign" aria-hidden="true">
          <FileUp />
          <span>Drop it here</span>
        </div>
      )}
      {files.length > 0 && (
        <Dialog title="Share files" onClose={() => setFiles([])} className="dialog-small">
          <DroppedFiles files={files} />
          <FileNotice />
        </Dialog>
      )}
    </div>
  );
}
