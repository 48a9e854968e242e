import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { RotateCcw, Scale } from 'lucide-react';
import { type ComponentProps, useMemo, useRef } from 'react';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { SideForm } from '../../components/side-form.tsx';
import { designInput, designProblems, freshDesign, useDesignDraft } from './design-draft.ts';
import { DesignFields } from './design-fields.tsx';
import { DesignResult } from './design-result.tsx';
import form from '../../components/side-form.module.css';

const pauseMs = 200;

/** Plans a test of A against B: the answer follows the fields. */
export function DesignView() {
  const { draft, change } = useDesignDraft();
  const untouched = JSON.stringify(draft) === JSON.stringify(freshDesign);
  const problems = designProblems(draft);
  const wanted = useMemo(() => designInput(draft), [draft]);
  const [input] = useDebouncedValue(wanted, pauseMs);
  const { data, error } = useQuery('evaluation.design', input);
  // The last answer stays, beside the question it answers, until the next one is there.
  const answered = useRef<ComponentProps<typeof DesignResult> | null>(null);
  if (input && data) answered.current = { input, design: data };
  return (
    <div className={form.split}>
      <SideForm
        label="A/B test"
        onSubmit={() => {}}
        foot={
          <Button
            fullWidth
            variant="default"
            leftSection={<RotateCcw size={15} aria-hidden />}
            disabled={untouched}
            onClick={() => change(freshDesign)}
          >
            Start over
          </Button>
        }
      >
        <DesignFields draft={draft} problems={problems} change={change} />
      </SideForm>
      <div className={form.result}>
        {error ? (
          <FailureNotice failure={error} />
        ) : wanted && answered.current ? (
          <DesignResult {...answered.current} />
        ) : (
          wanted === null && (
            <EmptyState
              icon={<Scale size={22} />}
              title="This is no test yet"
              description="Put the marked fields right: the rows the test needs are then told here."
            />
          )
        )}
      </div>
    </div>
  );
}
