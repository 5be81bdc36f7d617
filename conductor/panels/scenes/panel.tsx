import { Button } from '../../controls/button.tsx';
import { FadeField } from '../../controls/fade-field.tsx';
import { useCommands, useDashboard, useView } from '../../dashboard.ts';
import { scenesCommands } from './commands.ts';
import { type SceneView, selectScenes } from './selector.ts';

/** The show's scenes: one press puts one on the wall. */
export function ScenesPanel() {
  const view = useView(selectScenes);
  const { show } = useCommands(scenesCommands);
  const { sceneFadeMs } = useDashboard().choices;
  if (!view) return null;
  return (
    <section class="panel scenes" aria-labelledby="scenes-title">
      <header class="panel-head">
        <h2 id="scenes-title">Scenes</h2>
        {view.fading && <span class="quiet-text">fading…</span>}
        <FadeField fadeMs={sceneFadeMs} what="Scene" />
      </header>
      {view.sentences.map(sentence => (
        <p key={sentence} class="caution-text">
          {sentence}
        </p>
      ))}
      <ul class="scene-list">
        {view.scenes.map(scene => (
          <li key={scene.id}>
            <SceneButton scene={scene} show={() => show(scene.id, sceneFadeMs.value)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SceneButton({ scene, show }: { scene: SceneView; show: () => void }) {
  return (
    <Button class="scene" pressed={scene.current} act={show}>
      {scene.thumbnail ? (
        <img src={scene.thumbnail} alt="" loading="lazy" />
      ) : (
        <span class="scene-blank" aria-hidden="true">
          {scene.title.slice(0, 1)}
        </span>
      )}
      <span class="scene-title">
        {scene.title}
        {scene.trouble && <span class="scene-trouble"> {scene.trouble}</span>}
      </span>
    </Button>
  );
}
