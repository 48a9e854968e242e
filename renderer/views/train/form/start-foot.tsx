import { Button, Text } from '@mantine/core';
import { Play } from 'lucide-react';

/** The button that starts a computation, and under it why it may not. */
export function StartFoot(props: { title: string; running: boolean; problem: string | null }) {
  return (
    <>
      <Button
        type="submit"
        fullWidth
        size="sm"
        leftSection={<Play size={15} aria-hidden />}
        disabled={props.problem !== null}
        loading={props.running}
      >
        {props.title}
      </Button>
      <Text size="xs" c="dimmed" mt={6} mih={17} aria-live="polite">
        {props.problem}
      </Text>
    </>
  );
}
