import { Button } from '../../controls/button.tsx';
import { useHeld } from '../../controls/held.ts';
import { NumberField } from '../../controls/number-field.tsx';
import { useCommands, useLive, useView } from '../../dashboard.ts';
import { sceneTimeText } from '../../figures.ts';
import { transportCommands } from './commands.ts';
import { SceneTime } from './scene-time.tsx';
import { selectTransport, type TransportView } from './selector.ts';

const rates = [0.5, 1, 2] as const;

/** Where in the scene the wall is, and how fast it runs. */
export function TransportPanel() {
  const view = useView(selectTransport);
  const commands = useCommands(transportCommands);
  if (!view) return null;
  const { playing, rate } = view;
  return (
    <section class="panel transport" aria-labelledby="transport-title">
      <h2 id="transport-title">Transport</h2>
      <div class="transport-row">
        <Button class="play" act={playing ? commands.pause : commands.play}>
          {playing ? 'Pause' : 'Play'}
        </Button>
        <Button act={() => commands.seek(0)}>To start</Button>
        <SceneTime seek={commands.seek} />
      </div>
      <Scrubber view={view} seek={commands.seek} />
      <div class="transport-row">
        <NumberField label="Rate" min={-16} max={16} step={0.05} value={rate} commit={commands.rate} />
        {rates.map(preset => (
          <Button key={preset} pressed={rate === preset} act={() => commands.rate(preset)}>
            <span class="hidden">Rate </span>
            {preset}×
          </Button>
        ))}
      </div>
    </section>
  );
}

function Scrubber({ view, seek }: { view: TransportView; seek: (position: number) => void }) {
  const held = useHeld(view.position);
  const live = useLive();
  return (
    <label class="scrubber">
      <span class="hidden">Scene time</span>
      <input
        type="range"
        disabled={!live}
        min={0}
        max={view.reach}
        step={view.step}
        value={held.value}
        aria-valuetext={sceneTimeText(held.value)}
        onInput={event => {
          held.hold(event.currentTarget.valueAsNumber);
          seek(event.currentTarget.valueAsNumber);
        }}
        onChange={held.release}
      />
      <span class="scrubber-ends" aria-hidden="true">
        <span>0:00</span>
        <span>
          {view.loops && 'loops at '}
          {sceneTimeText(view.reach).replace(/\.0$/, '')}
        </span>
      </span>
    </label>
  );
}
