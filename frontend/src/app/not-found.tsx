/** An address that leads nowhere. */

import { Compass } from 'lucide-react';
import { Link } from 'wouter';
import { EmptyState } from '@/ui/empty-state';
import { Page } from '@/ui/panel';

export function NotFound() {
  return (
    <Page title="There is nothing here">
      <EmptyState icon={<Compass />} title="This address leads nowhere">
        <p>It may have been mistyped, or what it led to was deleted.</p>
        <Link href="/" className="button button-main">
          Back to the rooms
        </Link>
      </EmptyState>
    </Page>
  );
}
