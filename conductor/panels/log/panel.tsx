import { useView } from '../../dashboard.ts';
import { type LineView, selectLog } from './selector.ts';

const levelWords = { info: '', warning: 'Warning: ', error: 'Error: ' } as const;

/** What happened, newest first. */
export function LogPanel() {
  const lines = useView(selectLog);
  if (!lines) return null;
  return (
    <section class="panel log" aria-labelledby="log-title">
      <h2 id="log-title">Log</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard */}
      <div class="scroll" role="log" aria-labelledby="log-title" tabIndex={0}>
        <ul>
          {lines.map(line => (
            <Line key={line.key} line={line} />
          ))}
        </ul>
        {lines.length === 0 && <p class="quiet-text">Nothing has happened yet.</p>}
      </div>
    </section>
  );
}

function Line({ line }: { line: LineView }) {
  return (
    <li class={line.level}>
      <time>{line.time}</time>
      <span>
        <span class="hidden">{levelWords[line.level]}</span>
        {line.text}
      </span>
    </li>
  );
}
