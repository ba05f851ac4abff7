/** The files somebody wanted to share, as they would look; they never leave the device. */

import { File as FileIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Lightbox } from './lightbox';

/** More would fill the screen without telling anything. */
const MOST_SHOWN = 6;

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "1.4MB", in the reader's own way of writing numbers. */
export function sizeOf(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const unit = UNITS[step] ?? 'byte';
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    unitDisplay: 'narrow',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step);
}

export function DroppedFiles({ files }: { files: readonly File[] }) {
  return (
    <ul className="dropped-files">
      {files.slice(0, MOST_SHOWN).map((file) => (
        <li key={`${file.name} ${file.size} ${file.lastModified}`} className="dropped-file">
          <DroppedFile file={file} />
        </li>
      ))}
      {files.length > MOST_SHOWN && <li>and {files.length - MOST_SHOWN} more</li>}
    </ul>
  );
}

function DroppedFile({ file }: { file: File }) {
  const picture = usePicture(file);
  const [isLarge, setIsLarge] = useState(false);
  return (
    <>
      {picture ? (
        <button
          type="button"
          className="dropped-file-picture"
          aria-label={`Enlarge ${file.name}`}
          onClick={() => setIsLarge(true)}
        >
          <img src={picture} alt="" />
        </button>
      ) : (
        <span className="dropped-file-picture">
          <FileIcon />
        </span>
      )}
      <span className="dropped-file-name" dir="auto" title={file.name}>
        {file.name}
      </span>
      <span className="dropped-file-size">{sizeOf(file.size)}</span>
      {isLarge && picture && (
        <Lightbox src={picture} alt={file.name} onClose={() => setIsLarge(false)} />
      )}
    </>
  );
}

/** An address for a picture on this device, for as long as it is shown. */
function usePicture(file: File): string | undefined {
  const [address, setAddress] = useState<string>();

  useEffect(() => {
    if (!file.type.startsWith('image/')) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);

  return address;
}
