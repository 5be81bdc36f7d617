import { useCommands, useView } from '../../dashboard.ts';
import { wallCommands } from './commands.ts';
import { type Place, selectWall, type TileView } from './selector.ts';

/** The wall to scale, each screen with its state. */
export function WallPanel() {
  const view = useView(selectWall);
  const { toggle } = useCommands(wallCommands);
  if (!view) return null;
  return (
    <section class="panel wall" aria-labelledby="wall-title">
      <h2 id="wall-title" class="hidden">
        Wall
      </h2>
      <div class="map" style={{ '--aspect': view.aspect }}>
        <div class="map-area">
          {view.tiles.map(tile => (
            <div key={`frame ${tile.id}`} class="map-frame" style={styleOf(tile.frame)} />
          ))}
          {view.tiles.map(tile => (
            <Tile key={tile.id} tile={tile} toggle={toggle} />
          ))}
        </div>
      </div>
    </section>
  );
}

function Tile({ tile, toggle }: { tile: TileView; toggle: (screen: string) => void }) {
  return (
    <button
      type="button"
      class={`tile ${tile.tone}`}
      style={styleOf(tile.place)}
      aria-pressed={tile.selected}
      onClick={() => toggle(tile.id)}
    >
      <span class="tile-text">
        <span class="hidden">Screen </span>
        <span class="tile-id">{tile.id} </span>
        <span class="tile-word">{tile.word} </span>
        <span class="tile-figures">
          {tile.figures.map(figure => (
            <span key={figure}>{figure} </span>
          ))}
        </span>
        {tile.flag && <span class="tile-flag">{tile.flag}</span>}
      </span>
    </button>
  );
}

const styleOf = ({ left, top, width, height }: Place) => ({
  left: `${left}%`,
  top: `${top}%`,
  width: `${width}%`,
  height: `${height}%`,
});
