/** Where the pages begin. */

import 'virtual:palette.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrokenEverything, ErrorBoundary } from '@/app/error-screen';
import { Providers } from '@/app/providers';
import { Router } from '@/app/router';
import { keepInstallOffer } from '@/features/notifications/install-store';
import { applyTheme } from '@/ui/theme';
import { Toasts } from '@/ui/toast';

// Before anything is drawn, so that no page flashes in the wrong light.
applyTheme();
keepInstallOffer();

const root = document.getElementById('root');
if (!root) throw new Error('index.html lost its #root.');

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary fallback={<BrokenEverything />}>
      <Providers>
        <Router />
        <Toasts />
      </Providers>
    </ErrorBoundary>
  </StrictMode>,
);
