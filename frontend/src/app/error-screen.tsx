/** What is shown instead of the pages: when one of them broke, and when the server is out of reach. */

import { CloudOff, Flame } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { ApiError } from '@/api/client';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import './error-screen.css';

type BoundaryProps = {
  children: ReactNode;
  fallback: ReactNode;
  /** Where one is: going elsewhere is another try. */
  address?: string;
};

/** Catches what a page throws while it is drawn, also that its code couldn't be loaded. */
export class ErrorBoundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override componentDidUpdate(before: BoundaryProps) {
    const isElsewhere = before.address !== this.props.address;
    if (isElsewhere && this.state.isBroken) this.setState({ isBroken: false });
  }

  override render() {
    return this.state.isBroken ? this.props.fallback : this.props.children;
  }
}

/** A reload also helps where the server was upgraded and this page's parts are gone. */
export function BrokenScreen() {
  return (
    <EmptyState icon={<Flame />} title="This page broke">
      <p>Nothing you sent is lost. Load the page anew to go on.</p>
      <Button look="main" onClick={() => window.location.reload()}>
        Load anew
      </Button>
    </EmptyState>
  );
}

/** The same where nothing else is left. */
export function BrokenEverything() {
  return (
    <main className="whole-screen">
      <BrokenScreen />
    </main>
  );
}

type OfflineProps = {
  /** What came instead of an answer; nothing, where there is no network to ask over. */
  cause: Error | null;
  onRetry: () => void;
};

/** Nothing can be shown before the server has answered once. It is asked again all the while. */
export function OfflineScreen({ cause, onRetry }: OfflineProps) {
  const hasAnswered = cause instanceof ApiError && cause.status !== 0;
  return (
    <main className="whole-screen">
      <EmptyState
        icon={<CloudOff />}
        title={hasAnswered ? 'The server has a problem' : 'You are offline'}
      >
        <p>
          {hasAnswered
            ? cause.message
            : 'Campfire can’t be reached. It comes back by itself when the connection does.'}
        </p>
        <Button look="main" onClick={onRetry}>
          Try now
        </Button>
      </EmptyState>
    </main>
  );
}
