import { Button } from '../../controls/button.tsx';
import { Choice } from '../../controls/choice.tsx';
import { ColourField } from '../../controls/colour-field.tsx';
import { FadeField } from '../../controls/fade-field.tsx';
import { Slider } from '../../controls/slider.tsx';
import { TextField } from '../../controls/text-field.tsx';
import { Toggle } from '../../controls/toggle.tsx';
import { useCommands, useDashboard, useView } from '../../dashboard.ts';
import { paramsCommands } from './commands.ts';
import { type ParamView, selectParams } from './selector.ts';

type Commands = ReturnType<typeof paramsCommands>;

/** Controls made from the running scene's typed parameters. */
export function ParamsPanel() {
  const view = useView(selectParams);
  const commands = useCommands(paramsCommands);
  const { paramFadeMs } = useDashboard().choices;
  if (!view) return null;
  const { params } = view;
  const defaults = Object.fromEntries(params.map(({ name, spec }) => [name, spec.default]));
  return (
    <section class="panel params" aria-labelledby="params-title">
      <header class="panel-head">
        <h2 id="params-title">{view.scene}</h2>
        {view.fading && <span class="quiet-text">fading…</span>}
        <FadeField fadeMs={paramFadeMs} what="Parameter" />
      </header>
      {params.map(param => (
        <Control
          key={`${view.serial} ${param.name}`}
          param={param}
          commands={commands}
          fadeMs={paramFadeMs.value}
        />
      ))}
      {params.length === 0 && <p class="quiet-text">This scene has no parameters.</p>}
      {params.length > 0 && (
        <Button class="plain" act={() => commands.setAll(defaults, paramFadeMs.value)}>
          Reset to defaults
        </Button>
      )}
    </section>
  );
}

function Control({ param, commands, fadeMs }: { param: ParamView; commands: Commands; fadeMs: number }) {
  const { name, spec, value } = param;
  const drag = (next: number | string): void => commands.drag(name, next, fadeMs);
  const drop = (next: number | string): void => commands.dropped(name, next, fadeMs);
  const set = (next: number | string | boolean): void => commands.set(name, next, fadeMs);
  switch (spec.kind) {
    case 'number':
      return <Slider {...spec} value={Number(value)} drag={drag} drop={drop} set={set} />;
    case 'toggle':
      return <Toggle label={spec.label} value={value === true} set={set} />;
    case 'colour':
      return <ColourField label={spec.label} value={`${value}`} drag={drag} drop={drop} />;
    case 'choice':
      return <Choice label={spec.label} options={spec.options} value={`${value}`} set={set} />;
    case 'text':
      return <TextField label={spec.label} maxLength={spec.maxLength} value={`${value}`} set={set} />;
    default:
      return spec satisfies never;
  }
}
