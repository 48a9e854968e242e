import {
  Badge,
  Button,
  createTheme,
  type CSSVariablesResolver,
  Input,
  InputWrapper,
  type MantineColorsTuple,
  Menu,
  Modal,
  Notification,
  NumberInput,
  PasswordInput,
  Popover,
  SegmentedControl,
  Select,
  Switch,
  Table,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef3fe',
  '#dae5fc',
  '#b4caf8',
  '#8cadf4',
  '#6993ee',
  '#4a7ae6',
  '#2b5bd7',
  '#224cba',
  '#1d409b',
  '#17337b',
];

// Mantine's own dark greys are warm; these go with the tokens of theme.css.
const dark: MantineColorsTuple = [
  '#e6e9ee',
  '#c3cad4',
  '#9aa4b2',
  '#6f7a8a',
  '#3d4552',
  '#2a303a',
  '#1e232b',
  '#181c22',
  '#14181d',
  '#111419',
];

/** Density of a desktop tool: 13 px text, 30 px controls, one accent. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, dark },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '620' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Badge: Badge.extend({
      styles: { root: { textTransform: 'none' }, label: { fontWeight: 600 } },
    }),
    Button: Button.extend({ defaultProps: { size: 'xs', fw: 550 } }),
    Input: Input.extend({ defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'xs' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'xs' } }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
    }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
    Select: Select.extend({ defaultProps: { size: 'xs', checkIconPosition: 'right' } }),
    InputWrapper: InputWrapper.extend({
      styles: { description: { fontSize: 12 }, error: { fontSize: 12, lineHeight: 1.4 } },
    }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'xs' },
      styles: { label: { padding: '3px 11px', fontSize: 12.5 } },
    }),
    Switch: Switch.extend({ defaultProps: { size: 'xs' } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, horizontalSpacing: 12 } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, fz: 12 } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md' } }),
    Modal: Modal.extend({
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.4 },
      },
      styles: { title: { fontSize: 15, fontWeight: 620 } },
    }),
  },
});

/** Lets Mantine's own parts use the tokens of theme.css. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--assay-surface)',
    '--mantine-color-text': 'var(--assay-text)',
    '--mantine-color-dimmed': 'var(--assay-text-muted)',
    '--mantine-color-placeholder': 'var(--assay-text-muted)',
    '--mantine-color-default': 'var(--assay-control)',
    '--mantine-color-default-hover': 'var(--assay-control-hover)',
    '--mantine-color-default-color': 'var(--assay-text)',
    '--mantine-color-default-border': 'var(--assay-border-strong)',
    '--mantine-color-error': 'var(--assay-bad)',
  };
  return { variables: {}, light: shared, dark: shared };
};
