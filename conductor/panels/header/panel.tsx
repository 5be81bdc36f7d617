import { useView } from '../../dashboard.ts';
import { addressOfWall } from '../../identity.ts';
import { type HeaderView, selectHeader } from './selector.ts';

/** The show, and the wall in one line. */
export function Header({ openHelp }: { openHelp: () => void }) {
  const view = useView(selectHeader);
  return (
    <header class="top">
      <div class="top-name">
        <h1>{view.title}</h1>
        {view.walls.length > 1 && <WallChoice wall={view.wall} walls={view.walls} />}
      </div>
      <SummaryLine view={view} />
      <button type="button" class="plain help" aria-label="Keyboard shortcuts" onClick={openHelp}>
        ?
      </button>
    </header>
  );
}

function SummaryLine({ view: { summary, live } }: { view: HeaderView }) {
  if (!summary) return null;
  const { tone, count, worst, trouble } = summary;
  return (
    <div class={`summary ${live ? tone : 'quiet'}`}>
      <p class="summary-count">
        <span class="lamp" aria-hidden="true" />
        <span>{summaryText(live, count, worst)}</span>
        {live && worst && <span class="summary-worst">{worst}</span>}
      </p>
      {trouble && <p class="summary-trouble">{trouble}</p>}
      {/* Only what changes the operator's mind is spoken: the figures change twice a second. */}
      <p class="hidden" aria-live="polite">
        {live && `${count}${trouble ? `, ${trouble}` : ''}`}
      </p>
    </div>
  );
}

const summaryText = (live: boolean, count: string, worst: string | null): string =>
  live ? `${count}${worst ? ', ' : ''}` : `was ${count}`;

function WallChoice({ wall, walls }: { wall: string; walls: readonly string[] }) {
  return (
    <label class="wall-choice">
      <span>Wall</span>
      <select value={wall} onChange={event => location.assign(addressOfWall(event.currentTarget.value))}>
        {walls.map(id => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  );
}
