import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { OutputOf } from '../../../../../core/contract/contract.ts';
import type { Evaluation } from '../../../../../core/contract/evaluation.ts';
import { useJob } from '../../../../client/use-job.ts';
import { useQuery } from '../../../../client/use-query.ts';
import { formatInteger, formatNumber } from '../../../../components/format.ts';
import { SegmentDialog, type SegmentDraft } from '../../../explore/segment-dialog.tsx';
import { SelectionBar } from '../../../explore/selection-bar.tsx';
import { RunRemarks } from '../../runs/run-warnings.tsx';
import { ResidualAnalysis } from './residual-analysis.tsx';
import { ResidualChooser } from './residual-chooser.tsx';
import { ResidualPlot, type PlotOfRows } from './residual-plot.tsx';
import { choiceWords, summarise } from './residual-selection.ts';
import { columnPlots, residualPlots, shapePlots } from './residual-specs.ts';
import { ResidualTests } from './residual-tests.tsx';
import { useSegmentTab } from '../segments/segment-focus.ts';
import { useResidualSelection, type ResidualSelection } from './use-residual-selection.ts';
import { useShowRows } from '../use-show-rows.ts';
import styles from '../evaluation.module.css';
import segments from '../segments/segments.module.css';
import train from '../../train.module.css';

type Run = OutputOf<'tracking.show'>['run'];
type Analysis = OutputOf<'evaluation.residuals'>;

const nothing = { row: [], residual: [] } as const;
const isTime = (type: string): boolean => type === 'date' || type === 'datetime';

/** Where a regression errs: every plot marks the same rows, and those become a segment. */
export function ResidualPanel(props: {
  run: Run;
  residuals: NonNullable<Evaluation['residuals']>;
}) {
  const { run, residuals } = props;
  const job = useJob('evaluation.residuals', run.id);
  const { output, running, error, start } = job;
  const fresh = !output && !running && !error;
  useEffect(() => {
    if (fresh) void start({ run: run.id });
    // Only at first: a cancelled analysis stays cancelled.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, []);
  // Kept while the analysis is made anew, so that the selection stays.
  const [last, setLast] = useState(output);
  if (output && output !== last) setLast(output);
  const analysis = output ?? last;
  const shown = useQuery('data.show', { version: analysis?.versionId ?? run.versionId });
  const version = shown.data?.version;
  const by = analysis?.by?.column;
  const byTime = version?.columns.some(({ name, type }) => name === by && isTime(type)) === true;
  const first = useMemo(
    () => residualPlots(residuals, analysis?.points ?? null, run.target),
    [residuals, analysis, run.target],
  );
  const shape = useMemo(() => (analysis ? shapePlots(analysis) : []), [analysis]);
  const along = useMemo(() => (analysis ? columnPlots(analysis, byTime) : []), [analysis, byTime]);
  const plots = useMemo(
    () =>
      new Map(
        [...first, ...shape, ...along].flatMap(({ title, points }) =>
          points ? [[title, points]] : [],
        ),
      ),
    [first, shape, along],
  );
  const rows = analysis?.points ?? nothing;
  const selection = useResidualSelection(analysis?.versionId ?? run.versionId, rows, plots);
  // A model from elsewhere: which rows its residuals are of is not known.
  if (error?.code === 'UNSUPPORTED')
    return (
      <div className={styles.stack}>
        <Plots plots={first} selection={selection} selectable={false} />
        <p className={styles.lead}>{[error.message, error.hint].filter(Boolean).join(' ')}</p>
      </div>
    );
  const begins = fresh && job.job === null;
  const selectable = analysis !== null || running || begins;
  return (
    <div className={styles.stack}>
      {selectable && (
        <div className={segments.chooserBlock}>
          <p className={styles.lead}>
            Drag across a plot to select rows in all of them: the selection can be shown, saved as a
            segment and watched.
          </p>
          <ResidualChooser selection={selection} />
        </div>
      )}
      <Plots plots={[...first, ...shape]} selection={selection} selectable={selectable}>
        {analysis && <ResidualTests analysis={analysis} />}
      </Plots>
      {analysis && <RunRemarks warnings={analysis.warnings} />}
      <ResidualAnalysis job={job} run={run} columns={version?.columns ?? []}>
        {along.length > 0 && <Plots plots={along} selection={selection} selectable={selectable} />}
      </ResidualAnalysis>
      {analysis && version && (
        <Selected run={run} analysis={analysis} version={version} selection={selection} />
      )}
    </div>
  );
}

function Plots(props: {
  plots: readonly PlotOfRows[];
  selection: ResidualSelection;
  selectable: boolean;
  /** A last cell. */
  children?: ReactNode;
}) {
  const { plots, children, ...rest } = props;
  return (
    <div className={children ? styles.six : train.charts}>
      {plots.map((plot) => (
        <ResidualPlot key={plot.title} plot={plot} {...rest} />
      ))}
      {children}
    </div>
  );
}

function Selected(props: {
  run: Run;
  analysis: Analysis;
  version: OutputOf<'data.show'>['version'];
  selection: ResidualSelection;
}) {
  const { run, analysis, version, selection } = props;
  const { choice, choose, rows } = selection;
  const show = useShowRows();
  const lead = useSegmentTab(run.id);
  const [draft, setDraft] = useState<SegmentDraft | null>(null);
  if (!choice || selection.error) return null;
  const found = rows && summarise(analysis.points, rows);
  const drawn = analysis.points.row.length;
  const of = drawn < analysis.rows ? `, of the ${formatInteger(drawn)} rows drawn` : '';
  const words = choiceWords(choice);
  const fact = (label: string, one: number, all: number) => {
    return { label, value: formatNumber(one, 4), all: formatNumber(all, 4) };
  };
  return (
    <>
      <SelectionBar
        count={rows?.size ?? null}
        total={drawn}
        words={`${words}${of}`}
        facts={
          found
            ? [
                fact('Mean residual', found.mean, analysis.meanResidual),
                fact('MAE', found.meanAbsolute, analysis.meanAbsolute),
              ]
            : []
        }
        onShowRows={() =>
          show.these({ versionId: version.id, rows: [...rows!], by: `selected ${words}` })
        }
        onSave={() =>
          setDraft(
            choice.kind === 'words'
              ? { kind: 'filter', filter: choice.filter }
              : { kind: 'rows', rows: [...rows!] },
          )
        }
        onClear={() => choose(null)}
      />
      <SegmentDialog version={version} lead={lead} draft={draft} onClose={() => setDraft(null)} />
    </>
  );
}
