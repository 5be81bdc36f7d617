import { useCommands, useView } from '../../dashboard.ts';
import { outageCommands } from './commands.ts';
import { type OutageView, selectComplaint, selectOutage, selectOutdated } from './selector.ts';

/** Says at once when the conductor is unreachable, or when it refused something. */
export function OutagePanel() {
  const view = useView(selectOutage);
  const complaint = useView(selectComplaint);
  const outdated = useView(selectOutdated);
  const { dismiss, present } = useCommands(outageCommands);
  return (
    <section class="notices" aria-label="Notices">
      <div role="alert">
        <Sentence view={view} />
        {complaint && <p class="notice fault">{complaint}</p>}
      </div>
      {view.kind === 'unreachable' && <p class="quiet-text since">Last heard {view.since}; trying again.</p>}
      {view.kind === 'token' && <TokenForm present={present} />}
      {complaint && (
        <button type="button" class="plain" onClick={dismiss}>
          Dismiss
        </button>
      )}
      {outdated && (
        <p class="notice">
          The conductor has a newer version of this page.{' '}
          <button type="button" onClick={() => location.reload()}>
            Load it
          </button>
        </p>
      )}
    </section>
  );
}

function Sentence({ view }: { view: OutageView }) {
  switch (view.kind) {
    case 'none':
      return null;
    case 'connecting':
      return <p class="notice quiet">Looking for the conductor…</p>;
    case 'unreachable':
      return (
        <p class="notice fault">
          The conductor cannot be reached.
          {view.hadShow && ' The screens go on by themselves; nothing can be changed until it is back.'}
        </p>
      );
    case 'token':
      return <p class="notice">Not let in: {view.problem}.</p>;
    case 'refused':
      return (
        <p class="notice fault">
          The conductor refused this page: {view.problem}.{' '}
          {view.failure === 'not-found' && <a href="/">Go to the first wall</a>}
        </p>
      );
    default:
      return view satisfies never;
  }
}

function TokenForm({ present }: { present: (token: string) => void }) {
  return (
    <form
      class="token"
      onSubmit={event => {
        event.preventDefault();
        const token = new FormData(event.currentTarget).get('token');
        if (typeof token === 'string' && token !== '') present(token.trim());
      }}
    >
      <label>
        <span>Operator token</span>
        <input type="password" name="token" autocomplete="current-password" required />
      </label>
      <button type="submit" class="primary">
        Enter
      </button>
    </form>
  );
}
