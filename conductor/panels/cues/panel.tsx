import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../controls/button.tsx';
import { useCommands, useView } from '../../dashboard.ts';
import { cuesCommands } from './commands.ts';
import { type CuesView, type CueView, selectCues } from './selector.ts';

/** GO, what it will fire, and the whole list. */
export function CuesPanel() {
  const view = useView(selectCues);
  const { go, standby } = useCommands(cuesCommands);
  if (!view) return null;
  return (
    <section class="panel cues" aria-labelledby="cues-title">
      <h2 id="cues-title">Cues</h2>
      {view.cues.length > 0 && <GoButton view={view} go={go} />}
      {view.cues.length === 0 && <p class="quiet-text">This show has no cues.</p>}
      <CueList view={view} standby={standby} />
    </section>
  );
}

function GoButton({ view, go }: { view: CuesView; go: () => void }) {
  const { standby, follow } = view;
  return (
    <div class="go-bar">
      <Button class="go" act={go} disabled={!standby}>
        <span class="go-word">GO </span>
        <span class="go-name">{standby?.name ?? 'end of the list'} </span>
        {follow && <span class="go-follow">by itself in {follow.seconds} s</span>}
        {follow && <span class="go-left" style={{ transform: `scaleX(${follow.share})` }} />}
      </Button>
    </div>
  );
}

function CueList({ view, standby }: { view: CuesView; standby: (id: string) => void }) {
  const ref = useRef<HTMLOListElement>(null);
  const next = view.standby?.id;
  useEffect(() => keepInSight(ref.current), [next]);
  /** From row to row, the standby with it. */
  const move = (index: number): void => {
    const cue = view.cues[index];
    if (!cue) return;
    ref.current?.querySelectorAll<HTMLElement>('.cue')[index]?.focus();
    standby(cue.id);
  };
  return (
    <ol class="cue-list" ref={ref}>
      {view.cues.map((cue, index) => (
        <CueRow
          key={cue.id}
          cue={cue}
          isTabStop={cue.id === (next ?? view.cues[0]?.id)}
          choose={() => standby(cue.id)}
          move={by => move(index + by)}
        />
      ))}
    </ol>
  );
}

/** Scrolls the list, and nothing around it, so that the cue on standby and the one before it are seen. */
function keepInSight(list: HTMLOListElement | null): void {
  const row = list?.querySelector<HTMLElement>('.standby');
  if (!list || !row) return;
  const before = row.previousElementSibling instanceof HTMLElement ? row.previousElementSibling : row;
  const low = row.offsetTop + row.offsetHeight - list.clientHeight;
  list.scrollTop = Math.min(before.offsetTop, Math.max(low, list.scrollTop));
}

type CueRowProps = {
  cue: CueView;
  /** One row of the list is reached with Tab, the others from it with the arrow keys. */
  isTabStop: boolean;
  choose: () => void;
  move: (by: -1 | 1) => void;
};

function CueRow({ cue, isTabStop, choose, move }: CueRowProps) {
  const state = cue.isStandby ? 'standby' : cue.isLast ? 'last' : '';
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li class={state}>
      <Button class="cue" pressed={cue.isStandby} tabIndex={isTabStop ? 0 : -1} act={choose} keys={keys}>
        <span class="cue-name">{cue.name} </span>
        <span class="cue-gist">{cue.gist} </span>
        {cue.isStandby && <span class="badge">standby</span>}
        {cue.isLast && <span class="badge quiet">last fired</span>}
      </Button>
    </li>
  );
}
