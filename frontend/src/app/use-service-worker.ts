/** Lets the worker do its part, and goes where a notification that was clicked leads. */

import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { letGo } from '@/features/notifications/this-device';
import { onSignOut } from '@/live/sign-out';

onSignOut(() => void letGo().catch(() => {}));

export function useServiceWorker() {
  const [, navigate] = useLocation();

  useEffect(() => {
    const workers = navigator.serviceWorker;
    // Not over http, and while the pages are being worked on an old copy is the last thing wanted.
    if (!workers || !import.meta.env.PROD) return;
    // Without it there are no notifications, which their page says.
    workers.register('/service-worker.js').catch(() => {});
  }, []);

  useEffect(() => {
    function hear({ data }: MessageEvent) {
      if (data?.type === 'go-to' && typeof data.path === 'string') navigate(data.path);
    }
    navigator.serviceWorker?.addEventListener('message', hear);
    return () => navigator.serviceWorker?.removeEventListener('message', hear);
  }, [navigate]);
}
