/** Files are answered politely, and go nowhere. */

import { createEvent, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { ACCOUNT, ADA } from '@/api/examples';
import { whoAmI } from '@/api/queries';
import { sceneServer, showScreen } from '@/api/screen-scene';
import { sizeOf } from './dropped-files';
import { FileDropZone } from './file-drop-zone';
import { PaperClip } from './paper-clip';
import { useWishes } from './wishes-store';

// Whatever is asked of it fails the test: nothing may be uploaded.
sceneServer();

const notes = new File(['Buy milk'], 'notes.txt', { type: 'text/plain' });

beforeEach(() => {
  useWishes.setState({ wishes: [] });
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});

const room = (
  <FileDropZone>
    <div>All Talk</div>
  </FileDropZone>
);

/** What a browser hands over with files, and with what else was copied. */
const carrying = (files: File[], types: string[] = ['Files']) => ({ files, types });

test('a dropped file is shown back, with when it can be shared', () => {
  showScreen(room, { as: ADA });
  const place = screen.getByText('All Talk');

  fireEvent.dragOver(place, { dataTransfer: carrying([]) });
  expect(screen.getByText('Drop it here')).toBeVisible();
  fireEvent.drop(place, { dataTransfer: carrying([notes]) });

  expect(screen.queryByText('Drop it here')).toBeNull();
  expect(screen.getByText('notes.txt')).toBeVisible();
  expect(screen.getByText('Coming in v2.0')).toBeVisible();
});

test('a pasted file is answered in the same way', () => {
  showScreen(room, { as: ADA });

  fireEvent.paste(screen.getByText('All Talk'), { clipboardData: carrying([notes]) });

  expect(screen.getByText('Coming in v2.0')).toBeVisible();
});

test('text that brings a picture of itself along is text', () => {
  showScreen(room, { as: ADA });
  const place = screen.getByText('All Talk');
  const clipboardData = carrying([notes], ['text/html', 'Files']);
  const paste = createEvent.paste(place, { clipboardData });

  fireEvent(place, paste);

  expect(paste.defaultPrevented).toBe(false);
  expect(screen.queryByText('Coming in v2.0')).toBeNull();
});

test('what one would share is kept on this device', async () => {
  const { user } = showScreen(<PaperClip />, { as: ADA });

  await user.click(screen.getByRole('button', { name: 'Attach a file' }));
  await user.click(screen.getByText('Photos'));

  expect(useWishes.getState().wishes).toEqual(['Photos']);
  expect(localStorage.getItem('file-wishes')).toContain('Photos');
});

test('where files are switched on already, this version still says that it can’t', async () => {
  const { cache, user } = showScreen(<PaperClip />, { as: ADA });
  const features = { ...ACCOUNT.features, files_enabled: true };
  cache.setQueryData(whoAmI.queryKey, { user: ADA, account: { ...ACCOUNT, features } });

  await user.click(screen.getByRole('button', { name: 'Attach a file' }));

  expect(screen.getByText(/switched on for this account/)).toBeInTheDocument();
});

test.each([
  [0, '0B'],
  [999, '999B'],
  [1_400, '1.4kB'],
  [2_500_000, '2.5MB'],
])('%d bytes are %s', (bytes, size) => {
  expect(sizeOf(bytes)).toBe(size);
});
