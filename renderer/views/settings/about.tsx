import { isDesktop } from '../../client/client.ts';
import { useQuery } from '../../client/use-query.ts';
import { Properties, Property } from '../../components/properties.tsx';
import { Section } from '../../components/section.tsx';

/** Version of the engine on the user agent's line, such as Chrome/130.0.1. */
function engine(): string {
  const found = /(?:Chrome|Firefox|Version)\/[\d.]+/.exec(navigator.userAgent);
  return found ? found[0].replace('/', ' ') : 'unknown';
}

export function About() {
  const { data: workspace } = useQuery('workspace.info', {});
  return (
    <Section title="About">
      <Properties>
        <Property name="Assay">{workspace?.version}</Property>
        <Property name="Window">{isDesktop ? 'desktop' : 'browser on the loopback host'}</Property>
        <Property name="Engine">{engine()}</Property>
        <Property name="Network">none: data never leaves this machine</Property>
      </Properties>
    </Section>
  );
}
