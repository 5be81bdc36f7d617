import type { OperatorCommand } from '../core/show/command.ts';
import type { ShowDocument } from '../core/show/document.ts';
import type { Manifest } from '../core/show/manifest.ts';
import { paramDefaults, paramProblem, settledParams } from '../core/show/params.ts';
import { type Failure, failure } from '../core/wire/failure.ts';

/**
 * Checks a command against the show and fills in what the reducer must not look up: a scene's default
 * parameters. Returns the command as it goes into the log, or why it is refused.
 */
export function completeCommand(
  command: OperatorCommand,
  document: ShowDocument,
  manifest: Manifest,
): OperatorCommand | Failure {
  switch (command.type) {
    case 'scene':
      return completeScene(command, manifest);
    case 'params':
      return checkParams(command, document, manifest);
    case 'go':
      return checkGo(command, document);
    case 'standby':
      return hasCue(document, command.cue) ? command : noSuchCue(document, command.cue);
    case 'play':
    case 'pause':
    case 'seek':
    case 'rate':
    case 'blackout':
      return command;
    default:
      return command satisfies never;
  }
}

type Of<Type extends OperatorCommand['type']> = Extract<OperatorCommand, { type: Type }>;

function completeScene(command: Of<'scene'>, manifest: Manifest): OperatorCommand | Failure {
  const scene = manifest.scenes.find(({ id }) => id === command.scene);
  if (!scene) {
    const known = manifest.scenes.map(({ id }) => id).join(', ');
    return failure('not-found', `there is no scene "${command.scene}"; there are ${known}`);
  }
  const problem = paramProblem(scene.params, command.params ?? {});
  if (problem) return failure('bad-request', `scene "${scene.id}": ${problem}`);
  const params = settledParams(scene.params, command.params ?? {});
  return { ...command, params: { ...paramDefaults(scene.params), ...params } };
}

function checkParams(
  command: Of<'params'>,
  document: ShowDocument,
  manifest: Manifest,
): OperatorCommand | Failure {
  const id = document.layer.scene;
  const scene = manifest.scenes.find(candidate => candidate.id === id);
  const specs = scene?.params ?? {};
  const problem = paramProblem(specs, command.params);
  if (problem) return failure('bad-request', `scene "${id}": ${problem}`);
  return { ...command, params: { ...settledParams(specs, command.params) } };
}

/**
 * A GO without a cue fires the one on standby once everything in the log is in effect: two of them fire two cues.
 * Only of two that are checked before either is in the log, the second does nothing. Whoever may send one twice
 * names `after`.
 */
function checkGo(command: Of<'go'>, document: ShowDocument): OperatorCommand | Failure {
  const { standby, fired } = document.cue;
  if (command.cue !== undefined)
    return hasCue(document, command.cue) ? command : noSuchCue(document, command.cue);
  if (standby === null) return failure('conflict', 'no cue is on standby: the cue list is at its end');
  return { after: fired, ...command, cue: standby };
}

const hasCue = (document: ShowDocument, id: string): boolean => document.cues.some(cue => cue.id === id);

function noSuchCue(document: ShowDocument, id: string): Failure {
  const known = document.cues.map(cue => cue.id).join(', ') || 'none';
  return failure('not-found', `there is no cue "${id}"; there are ${known}`);
}
