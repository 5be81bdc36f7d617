import type { ScreenLayout, WallLayout } from '../core/wall/layout.ts';
import { element, setText } from './dom.ts';
import { readWalls, type WallChoice } from './free-screens.ts';
import { tokenFrom } from './identity.ts';
import { lasting } from './memory.ts';

/** `/display` and `/display/<wall>`: the screens that nobody drives yet, to choose from. */
const refreshMs = 2000;

const state = document.querySelector('#state');
const box = document.querySelector('#walls');
const wall = location.pathname.split('/')[2] || null;
let drawn = '';

// An address with a token is enough to open every screen from here.
tokenFrom(location.hash, lasting);

async function refresh(): Promise<void> {
  try {
    show(await readWalls(wall));
  } catch {
    say('The conductor does not answer; trying again');
  }
  setTimeout(() => void refresh(), refreshMs);
}

const say = (text: string): void => {
  if (state) setText(state, text);
};

function show(walls: readonly WallChoice[]): void {
  say(summaryOf(walls));
  const text = JSON.stringify(walls.map(choice => ({ ...choice, taken: [...choice.taken] })));
  if (text === drawn) return;
  drawn = text;
  const focused = document.activeElement?.getAttribute('data-key');
  box?.replaceChildren(...(walls.length === 0 && wall ? [wayToAll()] : walls.map(wallSection)));
  if (focused) document.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
}

function summaryOf(walls: readonly WallChoice[]): string {
  if (walls.length === 0)
    return wall ? `There is no wall "${wall}" here.` : 'This conductor has no walls yet.';
  const screens = walls.reduce((sum, { layout }) => sum + (layout?.screens.length ?? 0), 0);
  const taken = walls.reduce((sum, choice) => sum + choice.taken.size, 0);
  return `${screens - taken} of ${screens} screens are free. Choose the one that this browser drives.`;
}

function wayToAll(): HTMLElement {
  const way = element('a', 'preview', 'See the walls that there are');
  way.href = `/display${location.hash}`;
  return way;
}

function wallSection(choice: WallChoice): HTMLElement {
  const section = element('section', 'wall');
  section.append(element('h2', '', choice.title ? `${choice.title}: ${choice.id}` : choice.id));
  if (!choice.layout) {
    section.append(element('p', 'hint', 'It has no show yet.'));
    return section;
  }
  const preview = element('a', 'preview', 'See the whole wall in one page');
  preview.href = `/preview/${choice.id}${location.hash}`;
  section.append(wallMap(choice, choice.layout), screenList(choice, choice.layout), preview);
  return section;
}

/** The wall to scale, as the room sees it. */
function wallMap(choice: WallChoice, layout: WallLayout): HTMLElement {
  const map = element('div', 'map');
  // The list says the same, and one stop per screen is enough for the keyboard.
  map.setAttribute('aria-hidden', 'true');
  map.style.aspectRatio = `${layout.width} / ${layout.height}`;
  map.append(...layout.screens.map(screen => mapTile(choice, layout, screen)));
  return map;
}

function mapTile({ id, taken }: WallChoice, layout: WallLayout, screen: ScreenLayout): HTMLElement {
  const tile = taken.has(screen.id) ? element('span', '', screen.id) : link(id, screen.id, 'map');
  Object.assign(tile.style, {
    left: `${(100 * screen.x) / layout.width}%`,
    bottom: `${(100 * screen.y) / layout.height}%`,
    width: `${(100 * screen.width) / layout.width}%`,
    height: `${(100 * screen.height) / layout.height}%`,
  });
  return tile;
}

function screenList({ id, taken }: WallChoice, layout: WallLayout): HTMLElement {
  const list = element('ul', '');
  for (const screen of layout.screens) {
    const entry = taken.has(screen.id) ? element('span', 'taken', screen.id) : link(id, screen.id, 'list');
    const [width, height] = screen.resolution;
    entry.append(element('span', 'hint', taken.has(screen.id) ? 'taken' : `${width} x ${height}`));
    const item = element('li', '');
    item.append(entry);
    list.append(item);
  }
  return list;
}

function link(wallId: string, screen: string, where: 'map' | 'list'): HTMLAnchorElement {
  const made = element('a', '', `${screen} `);
  // The token goes along, for browsers that remember nothing.
  made.href = `/display/${wallId}/${screen}${location.hash}`;
  made.dataset.key = `${where} ${wallId} ${screen}`;
  if (where === 'map') made.tabIndex = -1;
  return made;
}

void refresh();
