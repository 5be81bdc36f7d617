import type { Command, Entry } from '../core/show/command.ts';

/** One line for the log of what happened. */
export const describeEntry = ({ by, command }: Entry): string => `${by}: ${describe(command)}`;

function describe(command: Command): string {
  switch (command.type) {
    case 'scene':
      return `scene ${command.scene}${fade(command.fadeMs)}`;
    case 'params':
      return `${Object.entries(command.params)
        .map(([name, value]) => `${name} = ${value}`)
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

const fade = (ms: number | undefined): string => (ms ? `, fade ${ms / 1000} s` : '');
