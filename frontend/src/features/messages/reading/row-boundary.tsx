/** A message that can't be drawn says so in its place, and leaves the others alone. */

import { Component, type ReactNode } from 'react';

type RowBoundaryProps = {
  /** What it is drawn from: when that changes, drawing is tried again. */
  of: unknown;
  children: ReactNode;
};

export class RowBoundary extends Component<RowBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidUpdate(before: RowBoundaryProps) {
    if (this.state.hasFailed && before.of !== this.props.of) this.setState({ hasFailed: false });
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return <p className="message-broken">This message can’t be shown.</p>;
  }
}
