import { Button } from '../../controls/button.tsx';
import { ConfirmButton } from '../../controls/confirm-button.tsx';
import { useCommands, useView } from '../../dashboard.ts';
import { displaysCommands } from './commands.ts';
import { type DisplayRow, selectDisplays } from './selector.ts';

/** Every screen's figures, side by side. */
export function DisplaysPanel() {
  const view = useView(selectDisplays);
  const { identifyAll, reloadAll } = useCommands(displaysCommands);
  if (!view) return null;
  const none = view.connected === 0;
  return (
    <section class="panel displays" aria-labelledby="displays-title">
      <header class="panel-head">
        <h2 id="displays-title">Displays</h2>
        <div class="actions">
          <Button act={identifyAll} disabled={none}>
            Identify all
          </Button>
          <ConfirmButton
            label="Reload all"
            question={`Reload all ${view.connected} displays? Each goes dark for a moment.`}
            disabled={none}
            confirmed={reloadAll}
          />
          <a class="button" href={`/preview/${view.wall}`} target="_blank" rel="noreferrer">
            Preview
          </a>
        </div>
      </header>
      <Table rows={view.rows} />
    </section>
  );
}

const columns = ['Screen', 'State', 'Clock', 'Bound', 'Round trip', 'fps', 'Revision', 'Last seen'];

function Table({ rows }: { rows: readonly DisplayRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
    <section class="scroll" tabIndex={0} aria-label="Figures of every display">
      <table>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.screen}>
              <th scope="row">{row.screen}</th>
              <td class={`word ${row.tone}`}>{row.word}</td>
              <td>{row.clock}</td>
              <td>{row.bound}</td>
              <td>{row.roundTrip}</td>
              <td>{row.fps}</td>
              <td>{row.rev}</td>
              <td>{row.seen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
