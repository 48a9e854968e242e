import type { OutputOf } from '../../../core/contract/contract.ts';
import { EarlierList, type EarlierColumn } from '../../components/earlier-list.tsx';
import { formatPercent } from '../../components/format.ts';
import { ToneBadge } from '../../components/tone-badge.tsx';

type Report = OutputOf<'monitoring.list'>['reports'][number];

const columns: readonly EarlierColumn<Report>[] = [
  { title: 'Reference', cell: (report) => report.referenceName },
  { title: 'Current', cell: (report) => report.currentName },
  {
    title: 'Verdict',
    cell: ({ drifted }) => (
      <ToneBadge tone={drifted ? 'bad' : 'good'}>{drifted ? 'drifted' : 'stable'}</ToneBadge>
    ),
  },
  {
    title: 'Columns moved',
    number: true,
    cell: (report) =>
      `${report.driftedColumns} of ${report.columns} (${formatPercent(report.share)})`,
  },
];

/** Checks made earlier. */
export function DriftList(props: {
  reports: readonly Report[];
  shown: string | null;
  onShow: (id: string) => void;
}) {
  return (
    <EarlierList
      title="Earlier checks"
      entries={props.reports}
      columns={columns}
      nameOf={(report) => `check of ${report.currentName}`}
      shown={props.shown}
      onShow={props.onShow}
    />
  );
}
