import { ActionIcon, Tooltip } from '@mantine/core';
import { BoxSelect, FileImage, Image, Lasso, type LucideIcon, Table2, ZoomIn } from 'lucide-react';

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

/** What dragging over a chart does. */
export type Drag = 'select' | 'lasso' | 'zoom';

const drags: readonly { drag: Drag; name: string; icon: LucideIcon }[] = [
  { drag: 'select', name: 'Select by a box', icon: BoxSelect },
  { drag: 'lasso', name: 'Select by a lasso', icon: Lasso },
  { drag: 'zoom', name: 'Zoom by a box; double click resets', icon: ZoomIn },
];

/** A chart's own small toolbar. `drag` null: there is nothing to choose. */
export function ChartTools(props: {
  drag: Drag | null;
  onDrag: (drag: Drag) => void;
  asTable: boolean;
  onTable: () => void;
  onSave: (format: 'png' | 'svg') => void;
}) {
  return (
    <>
      {props.drag !== null &&
        drags.map(({ drag, name, icon }) => (
          <Tool
            key={drag}
            name={name}
            icon={icon}
            pressed={props.drag === drag}
            onClick={() => props.onDrag(drag)}
          />
        ))}
      <Tool name="Show as table" icon={Table2} pressed={props.asTable} onClick={props.onTable} />
      <Tool name="Save as PNG" icon={Image} onClick={() => props.onSave('png')} />
      <Tool name="Save as SVG" icon={FileImage} onClick={() => props.onSave('svg')} />
    </>
  );
}
