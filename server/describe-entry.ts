import type { Command, Entry } from '../core/show/command.ts';
import type { ParamValue } from '../core/show/params.ts';

/** One line for the log of what happened. */
export const describeEntry = ({ by, command }: Entry): string => `${by}: ${describe(command)}`;

/** The same for commands of a drag, which come one after the other; null for any other command. */
export function runOf({ by, command }: Entry): string | null {
  if (command.type === 'seek') return `${by} seek`;
  return command.type === 'params' ? `${by} ${Object.keys(command.params).sort().join()}` : null;
}

function describe(command: Command): string {
  switch (command.type) {
    case 'scene':
      return `scene ${command.scene}${fade(command.fadeMs)}`;
    case 'params':
      return `${Object.entries(command.params)
        .map(([name, value]) => `${name} = ${capped(value)}`)
        .join(', ')}${fade(command.fadeMs)}`;
    case 'play':
    case 'pause':
      return command.type;
    case 'seek':
      return `seek to ${command.position.toFixed(1)} s`;
    case 'rate':
      return `rate ${command.rate}`;
    case 'blackout':
      return `blackout ${command.on ? 'on' : 'off'}${fade(command.fadeMs)}`;
    case 'go':
      return `GO ${command.cue ?? ''}`;
    case 'standby':
      return `standby ${command.cue}`;
    case 'install':
      return `"${command.title}" installed, ${command.layout.screens.length} screens, ${command.cues.length} cues`;
    default:
      return command satisfies never;
  }
}

/** A text may be pages long. */
const capped = (value: ParamValue): ParamValue =>
  typeof value === 'string' && value.length > 60 ? `${value.slice(0, 59)}…` : value;

const fade = (ms: number | undefined): string => (ms ? `, fade ${ms / 1000} s` : '');
