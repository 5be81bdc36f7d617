import { Button } from '../../controls/button.tsx';
import { ConfirmButton } from '../../controls/confirm-button.tsx';
import { useCommands, useView } from '../../dashboard.ts';
import { screenCommands } from './commands.ts';
import { type ScreenView, selectScreen } from './selector.ts';

/** The screen that was chosen on the map. */
export function ScreenPanel() {
  const view = useView(selectScreen);
  const commands = useCommands(screenCommands);
  if (!view) return null;
  return (
    <section class="panel screen" aria-labelledby="screen-title">
      <header class="panel-head">
        <h2 id="screen-title">
          {view.id} <span class={`word ${view.tone}`}>{view.word}</span>
        </h2>
        <div class="actions">
          <Button disabled={!view.connected} act={() => commands.identify(view.id)}>
            Identify
          </Button>
          <ConfirmButton
            label="Reload"
            question={`Reload ${view.id}? It goes dark for a moment.`}
            disabled={!view.connected}
            confirmed={() => commands.reload(view.id)}
          />
          <button
            type="button"
            class="plain"
            aria-label={`Close details of ${view.id}`}
            onClick={commands.close}
          >
            Close
          </button>
        </div>
      </header>
      <p class="quiet-text">
        {view.size} · <a href={view.address}>{view.address}</a>
      </p>
      <DisplayList view={view} />
    </section>
  );
}

function DisplayList({ view }: { view: ScreenView }) {
  if (view.displays.length === 0)
    return <p>No display has this screen. Open its address in a browser on the screen.</p>;
  return (
    <>
      {view.displays.length > 1 && (
        <p class="caution-text">{view.displays.length} displays have this screen. Close all but one.</p>
      )}
      {view.displays.map(display => (
        <div key={display.instance} class="display">
          {display.warnings.map(warning => (
            <p key={warning} class="caution-text">
              {warning}
            </p>
          ))}
          {display.remark && <p class="quiet-text">{display.remark}</p>}
          <dl class="figures">
            {display.figures.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </>
  );
}
