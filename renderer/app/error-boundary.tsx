import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';

interface Props {
  /** Name of the view. */
  readonly title: string;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

/** Keeps a defect in one view from taking the window down. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div role="alert">
        <EmptyState
          icon={<TriangleAlert size={22} />}
          title={`${this.props.title} stopped working`}
          description={`${error.message}. Your data is safe: nothing in the workspace was changed.`}
          action={
            <>
              <Button onClick={() => this.setState({ error: null })}>Show it again</Button>
              <Button variant="default" onClick={() => location.reload()}>
                Reload the window
              </Button>
            </>
          }
        />
      </div>
    );
  }
}
