import { Badge, Button } from '@mantine/core';
import { ArrowRight, FileDown } from 'lucide-react';
import { type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useQuery } from '../../client/use-query.ts';
import { formatAgo, formatInteger, formatPercent } from '../../components/format.ts';
import { mainMetric } from '../../components/main-metric.ts';
import { Section } from '../../components/section.tsx';
import { useNow } from '../../components/use-now.ts';
import { chooseFiles } from '../../stores/import-queue.ts';
import { useSelection } from '../../stores/selection.ts';
import styles from './home-list.module.css';
import { nextStep, type NextStep } from './next-step.ts';
import layout from './overview.module.css';
import { RecentPlaces } from './recent-places.tsx';
import { SampleList } from './sample-list.tsx';
import { useAlgorithmTitles } from '../../components/use-algorithm-titles.ts';

const most = 6;

interface ItemProps {
  readonly name: ReactNode;
  readonly detail: ReactNode;
  readonly figure?: ReactNode;
  readonly onOpen: () => void;
}

function Item({ name, detail, figure, onOpen }: ItemProps) {
  return (
    <li>
      <button type="button" className={styles.button} onClick={onOpen}>
        <span className={styles.text}>
          <span className={styles.name} style={{ display: 'block' }}>
            {name}
          </span>
          <span className={styles.detail} style={{ display: 'block' }}>
            {detail}
          </span>
        </span>
        {figure !== undefined && <span className={styles.figure}>{figure}</span>}
      </button>
    </li>
  );
}

function NextStepCard({ step }: { readonly step: NextStep }) {
  return (
    <section className={layout.next} aria-label="Suggested next step">
      <div>
        <div className={layout.eyebrow}>Next step</div>
        <h2 className={layout.title}>{step.title}</h2>
        <p className={layout.reason}>{step.reason}</p>
      </div>
      <Button
        component={Link}
        href={step.path}
        size="sm"
        rightSection={<ArrowRight size={15} aria-hidden="true" />}
      >
        {step.action}
      </Button>
    </section>
  );
}

function All({ path, label }: { readonly path: string; readonly label: string }) {
  return (
    <Link href={path} className={layout.all} aria-label={label}>
      All
    </Link>
  );
}

/** The state of the work: newest datasets and runs, what is in Production, the last drift verdict. */
export function Overview() {
  const [, go] = useLocation();
  const now = useNow();
  const { selectVersion, selectRun, selectModel } = useSelection();
  const datasets = useQuery('data.list', {}).data?.datasets;
  const runs = useQuery('tracking.runs', { limit: 50 }).data?.runs;
  const models = useQuery('registry.list', {}).data?.models;
  const drift = useQuery('monitoring.list', {}).data?.reports;
  const reports = useQuery('reporting.list', {}).data?.reports;
  const titles = useAlgorithmTitles();
  // A suggestion needs all of them; the lists show what there is as it comes.
  const step =
    datasets && runs && models && drift && reports
      ? nextStep({ datasets, runs, models, drift, reports })
      : null;
  const live = models?.flatMap((model) =>
    model.versions.filter((version) => version.stage === 'Production'),
  );
  return (
    <div className={layout.overview}>
      {step && <NextStepCard step={step} />}
      <div className={layout.columns}>
        <Section
          title="Datasets"
          flush
          actions={
            <>
              <All path="/data" label="All datasets" />
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<FileDown size={13} aria-hidden="true" />}
                onClick={chooseFiles}
              >
                Import
              </Button>
            </>
          }
        >
          <ul className={styles.list} aria-label="Latest datasets">
            {(datasets ?? [])
              .toSorted((a, b) => b.latest.createdAt - a.latest.createdAt)
              .slice(0, most)
              .map(({ id, name, latest }) => (
                <Item
                  key={id}
                  name={name}
                  detail={`Version ${latest.number} · ${formatAgo(latest.createdAt, now)}`}
                  figure={
                    <span className={styles.figureLabel}>
                      {formatInteger(latest.rows)} × {formatInteger(latest.columns.length)}
                    </span>
                  }
                  onOpen={() => {
                    selectVersion(latest.id);
                    go('/data');
                  }}
                />
              ))}
          </ul>
        </Section>
        <Section title="Runs" flush actions={<All path="/train/runs" label="All runs" />}>
          {runs?.length === 0 && <p className={styles.none}>No model was trained yet.</p>}
          <ul className={styles.list} aria-label="Latest runs">
            {runs?.slice(0, most).map((run) => {
              const metric = mainMetric(run.task, run.metrics);
              return (
                <Item
                  key={run.id}
                  name={`${titles.get(run.algorithm) ?? run.algorithm} → ${run.target}`}
                  detail={`${run.versionName} · ${formatAgo(run.startedAt, now)}`}
                  figure={
                    metric ? (
                      <>
                        <span className={styles.figureLabel}>{metric.title}</span> {metric.text}
                      </>
                    ) : (
                      <span className={styles.figureLabel}>{run.status}</span>
                    )
                  }
                  onOpen={() => {
                    selectRun(run.id);
                    go('/train/runs');
                  }}
                />
              );
            })}
          </ul>
        </Section>
        <Section title="In Production" flush actions={<All path="/registry" label="All models" />}>
          {live?.length === 0 && (
            <p className={styles.none}>No registered model is in Production.</p>
          )}
          <ul className={styles.list} aria-label="Models in Production">
            {live?.slice(0, most).map((version) => {
              const metric = mainMetric(version.task, version.metrics);
              return (
                <Item
                  key={version.id}
                  name={`${version.name}@${version.number}`}
                  detail={`${titles.get(version.algorithm) ?? version.algorithm} · registered ${formatAgo(version.createdAt, now)}`}
                  figure={
                    metric && (
                      <>
                        <span className={styles.figureLabel}>{metric.title}</span> {metric.text}
                      </>
                    )
                  }
                  onOpen={() => {
                    selectModel(`${version.name}@${version.number}`);
                    go('/registry');
                  }}
                />
              );
            })}
          </ul>
        </Section>
        <Section title="Drift" flush actions={<All path="/monitor" label="All drift reports" />}>
          {drift?.length === 0 && <p className={styles.none}>No data was compared yet.</p>}
          <ul className={styles.list} aria-label="Latest drift reports">
            {drift?.slice(0, 3).map((report) => (
              <Item
                key={report.id}
                name={`${report.currentName} against ${report.referenceName}`}
                detail={`${report.driftedColumns} of ${report.columns} columns moved (${formatPercent(report.share, 0)}) · ${formatAgo(report.createdAt, now)}`}
                figure={
                  <Badge variant="light" color={report.drifted ? 'orange' : 'teal'}>
                    {report.drifted ? 'Drifted' : 'Stable'}
                  </Badge>
                }
                onOpen={() => go('/monitor')}
              />
            ))}
          </ul>
        </Section>
        <RecentPlaces />
        <Section title="Bundled samples" flush>
          <div className={layout.samples}>
            <SampleList />
          </div>
        </Section>
      </div>
    </div>
  );
}
