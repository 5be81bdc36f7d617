import { Button } from '../../controls/button.tsx';
import { FadeField } from '../../controls/fade-field.tsx';
import { useCommands, useDashboard, useView } from '../../dashboard.ts';
import { blackoutCommands } from './commands.ts';
import { selectBlackout } from './selector.ts';

export function BlackoutPanel() {
  const view = useView(selectBlackout);
  const { set } = useCommands(blackoutCommands);
  const { blackoutFadeMs } = useDashboard().choices;
  if (!view) return null;
  const { on, fading } = view;
  return (
    <section class="panel blackout" aria-labelledby="blackout-title">
      <h2 id="blackout-title" class="hidden">
        Blackout{' '}
      </h2>
      <Button class={`black ${on ? 'on' : ''}`} pressed={on} act={() => set(!on, blackoutFadeMs.value)}>
        Blackout{' '}
        <span class="black-state">
          {fading ? (on ? 'going black' : 'coming back') : on ? 'the wall is black' : 'off'}
        </span>
      </Button>
      <FadeField fadeMs={blackoutFadeMs} what="Blackout" />
    </section>
  );
}
