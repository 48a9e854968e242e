import { ActionIcon, Tooltip } from '@mantine/core';
import { FileImage, Image, Table2, type LucideIcon } from 'lucide-react';

function Tool(props: { name: string; icon: LucideIcon; pressed?: boolean; onClick: () => void }) {
  const Icon = props.icon;
  return (
    <Tooltip label={props.name} openDelay={400} withinPortal>
      <ActionIcon
        variant={props.pressed === true ? 'light' : 'subtle'}
        color="gray"
        size={24}
        aria-label={props.name}
        aria-pressed={props.pressed}
        onClick={props.onClick}
      >
        <Icon size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** A chart's own small toolbar. */
export function ChartTools(props: {
  asTable: boolean;
  onTable: () => void;
  onSave: (format: 'png' | 'svg') => void;
}) {
  return (
    <>
      <Tool name="Show as table" icon={Table2} pressed={props.asTable} onClick={props.onTable} />
      <Tool name="Save as PNG" icon={Image} onClick={() => props.onSave('png')} />
      <Tool name="Save as SVG" icon={FileImage} onClick={() => props.onSave('svg')} />
    </>
  );
}
