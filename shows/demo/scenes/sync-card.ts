import { defineScene, toggle, type Wall, type WallScreen } from 'mullion/scene';
import {
  BufferGeometry,
  Color,
  DataTexture,
  Float32BufferAttribute,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  type Texture,
} from 'three';

/**
 * A test picture: every screen's id at its place, a grid over the wall, a sweep, and the frame number of each
 * screen in light and dark boxes, to be read from pixels.
 *
 * The frame number is floor(scene time x 60) mod 65536, as a Gray code, so that neighbouring frames differ in
 * one box. In each screen the row holds 20 boxes, 0 to 19 from the left, of pitch p = screen width / 24: the
 * centre of box i lies (i + 2.5) p from the left edge and 0.1 screen heights above the lower edge; a box is
 * 0.8 p wide and 0.8 p high, on black.
 * Boxes 0 and 1 are white, black; 2 to 17 the bits, most significant first, white for 1; 18 and 19 black, white.
 */
const boxes = 20;
const framesPerSecond = 60;
/** Seconds that the sweep takes over the wall. */
const sweepPeriod = 4;
/** Shown seconds: five figures and two after the point, of seven segments each. */
const figures = 7;
/** The number after the last lamp: what colours take, that no lamp lights. */
const alwaysOn = boxes + figures * 7;

/** Strokes on a grid 4 wide, with the base line at 2 and capitals up to 8: lines from point to point, two digits each. */
const letters = new Map(
  `a 4536160503123243 4642,b 0802 0516364543321203,c 4536160503123243,d 4842 4536160503123243
e 04444536160503123243,f 22273848 0636,g 4536160503123243 4641301001,h 0802 0516364542,i 162622 1232 2728
j 26211000 2728,k 0802 460442,l 1828233242,m 0206 05162522 25364542,n 0206 0516364542
o 051636454332120305,p 0600 0516364543321203,q 4640 4536160503123243,r 0206 05163645
s 45361605143443321203,t 1813223243 0636,u 0603123243 4642,v 062246,w 0612243246,x 0642 0246
y 0622 461000,z 06460242,0 071838474332120307 1337,1 062822 0242,2 07183847460242
3 0718384746354443321203 1535,4 32380444,5 480805354443321203,6 473818070312324344351504,7 084812
8 150607183847463515 1504031232434435,9 031232434738180706153546,- 0545,_ 0141,. 2223`
    .split(/[,\n]/)
    .map(glyph => [glyph.slice(0, 1), glyph.slice(2).split(' ')] as const),
);

type Point = readonly [number, number];
/** A colour, or the number of the lamp that lights it. */
type Ink = string | number;

/** Strokes in one mesh; later ones cover earlier ones. */
class Drawing {
  private readonly points: number[] = [];
  private readonly colours: number[] = [];
  private readonly lampPlaces: number[] = [];

  /** From middle to middle, square at both ends, which reach `cap` beyond. */
  line([x1, y1]: Point, [x2, y2]: Point, width: number, ink: Ink, cap = 0): void {
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
    const { r, g, b } = new Color(typeof ink === 'number' ? 'white' : ink);
    const lamp = typeof ink === 'number' ? ink : alwaysOn;
    for (const [end, side] of strokeCorners) {
      const along = end * length + (2 * end - 1) * cap;
      const aside = (side * width) / 2;
      this.points.push(x1 + dx * along - dy * aside, y1 + dy * along + dx * aside, 0);
      this.colours.push(r, g, b);
      this.lampPlaces.push((lamp + 0.5) / (alwaysOn + 1), 0.5);
    }
  }

  /** Around its centre. */
  box([x, y]: Point, width: number, height: number, ink: Ink): void {
    this.line([x - width / 2, y], [x + width / 2, y], height, ink);
  }

  ring([x, y]: Point, radius: number, width: number, ink: Ink): void {
    const steps = 128;
    const point = (i: number): Point => [
      x + radius * Math.cos((2 * Math.PI * i) / steps),
      y + radius * Math.sin((2 * Math.PI * i) / steps),
    ];
    for (let i = 0; i < steps; i++) this.line(point(i), point(i + 1), width, ink, width / 8);
  }

  /** Around its centre; `size` is the height of a capital. */
  write(text: string, [x, y]: Point, size: number, ink: Ink): void {
    const unit = size / 6;
    let left = x - (text.length * 6 - 2) * (unit / 2);
    for (const letter of text) {
      for (const path of letters.get(letter) ?? []) this.trace(path, [left, y - 5 * unit], unit, ink);
      left += 6 * unit;
    }
  }

  mesh(lights: Texture, order: number): Mesh {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new Float32BufferAttribute(this.points, 3));
    geometry.setAttribute('color', new Float32BufferAttribute(this.colours, 3));
    geometry.setAttribute('uv', new Float32BufferAttribute(this.lampPlaces, 2));
    const material = new MeshBasicMaterial({ vertexColors: true, map: lights, depthTest: false });
    return inOrder(new Mesh(geometry, material), order);
  }

  private trace(path: string, [left, low]: Point, unit: number, ink: Ink): void {
    const point = (i: number): Point => [left + Number(path[i]) * unit, low + Number(path[i + 1]) * unit];
    for (let i = 0; i + 3 < path.length; i += 2)
      this.line(point(i), point(i + 2), 0.9 * unit, ink, 0.35 * unit);
  }
}

const corners = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
] as const;
/** Two triangles of a stroke: at its beginning or end (0, 1), left or right of it. */
const strokeCorners = [
  [0, 1],
  [0, -1],
  [1, 1],
  [1, 1],
  [0, -1],
  [1, -1],
] as const;

function inOrder(mesh: Mesh, order: number): Mesh {
  mesh.renderOrder = order;
  return mesh;
}

/** Every screen in a colour of its own, so that two that were swapped are seen. */
function drawPlates(wall: Wall, drawing: Drawing): void {
  drawing.box([0, 0], wall.width, wall.height, '#05070a');
  wall.screens.forEach(({ x, y, width, height }, i) => {
    drawing.box([x, y], width, height, `hsl(${Math.round(i * 137.5) % 360}, 45%, 11%)`);
  });
}

/** What runs over the whole wall: a line every 10 cm from its centre, diagonals and a circle. */
function drawGrid({ width, height }: Wall, drawing: Drawing): void {
  const [right, top] = [width / 2, height / 2];
  const weight = (i: number): [number, Ink] => (i % 5 === 0 ? [0.003, '#5a6c8c'] : [0.0015, '#313d54']);
  for (let i = Math.ceil(-right * 10); i <= right * 10; i++)
    drawing.line([i / 10, -top], [i / 10, top], ...weight(i));
  for (let i = Math.ceil(-top * 10); i <= top * 10; i++)
    drawing.line([-right, i / 10], [right, i / 10], ...weight(i));
  drawing.line([-right, -top], [right, top], 0.002, '#5a6c8c');
  drawing.line([-right, top], [right, -top], 0.002, '#5a6c8c');
  drawing.ring([0, 0], 0.47 * Math.min(width, height), 0.004, '#e0a23c');
}

/** One screen's frame, marks, circle, id, bars and ramp. */
function drawScreen({ id, x, y, width, height }: WallScreen, drawing: Drawing): void {
  // A hundredth of the height, or less where the screen is narrow.
  const unit = Math.min(height / 100, width / 178);
  for (const [sideX, sideY] of corners) {
    const corner: Point = [x + sideX * (width / 2 - unit), y + sideY * (height / 2 - unit)];
    drawing.line(corner, [corner[0] - sideX * width, corner[1]], 0.6 * unit, '#8fa3c4');
    drawing.line(corner, [corner[0], corner[1] - sideY * height], 0.6 * unit, '#8fa3c4');
    drawing.line(corner, [corner[0] - sideX * 12 * unit, corner[1]], 2 * unit, '#f2f5fa', unit);
    drawing.line(corner, [corner[0], corner[1] - sideY * 12 * unit], 2 * unit, '#f2f5fa', unit);
  }
  drawing.ring([x, y], 46 * unit, 0.6 * unit, '#8fa3c4');
  drawing.line([x - width / 2, y], [x + width / 2, y], 0.6 * unit, '#8fa3c4');
  drawing.line([x, y - height / 2], [x, y + height / 2], 0.6 * unit, '#8fa3c4');
  drawing.write(id, [x, y + 3 * unit], Math.min(24 * unit, (132 * unit) / id.length), '#f2f5fa');
  bars.forEach((ink, i) => {
    drawing.box([x + (i - 3.5) * 11 * unit, y + 35 * unit], 11 * unit, 8 * unit, ink);
  });
  greys.forEach((ink, i) => {
    drawing.box([x + (i - 5) * 8 * unit, y + 27 * unit], 8 * unit, 8 * unit, ink);
  });
}

const bars = ['#ffffff', '#ffff00', '#00ffff', '#00ff00', '#ff00ff', '#ff0000', '#0000ff', '#000000'];
/** From black to white in steps of a tenth. */
const greys = Array.from({ length: 11 }, (_, i) => {
  const level = Math.round(25.5 * i)
    .toString(16)
    .padStart(2, '0');
  return `#${level}${level}${level}`;
});

/** The frame number's boxes, and below the id the seconds. */
function drawLamps({ x, y, width, height }: WallScreen, drawing: Drawing): void {
  const pitch = width / 24;
  const row = y - 0.4 * height;
  drawing.box([x, row], 21 * pitch, 1.2 * pitch, '#000000');
  for (let i = 0; i < boxes; i++) drawing.box([x + (i - 9.5) * pitch, row], 0.8 * pitch, 0.8 * pitch, i);
  const unit = Math.min(height / 100, width / 178);
  drawing.box([x, y - 21 * unit], 80 * unit, 15 * unit, '#000000');
  for (let i = 0; i < figures; i++) {
    const left = x + (i * 10 - 34 + (i < figures - 2 ? 0 : 3)) * unit;
    drawFigure([left, y - 21 * unit], unit, boxes + 7 * i, drawing);
  }
  drawing.box([x + 12.4 * unit, y - 25.4 * unit], 1.5 * unit, 1.5 * unit, '#7ee0a8');
}

/** Seven segments from the top clockwise, then the middle one; 6 wide and 11 high. */
function drawFigure([x, y]: Point, unit: number, lamp: number, drawing: Drawing): void {
  const [right, up] = [2.5 * unit, 5 * unit];
  const segments: readonly (readonly [Point, Point])[] = [
    [
      [x - right, y + up],
      [x + right, y + up],
    ],
    [
      [x + right, y + up],
      [x + right, y],
    ],
    [
      [x + right, y],
      [x + right, y - up],
    ],
    [
      [x + right, y - up],
      [x - right, y - up],
    ],
    [
      [x - right, y - up],
      [x - right, y],
    ],
    [
      [x - right, y],
      [x - right, y + up],
    ],
    [
      [x - right, y],
      [x + right, y],
    ],
  ];
  segments.forEach(([from, to], i) => {
    drawing.line(from, to, 1.2 * unit, lamp + i, -0.3 * unit);
  });
}

/** Bits of the segments that make each figure, the first segment lowest. */
const figureBits = [0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f];

/** Lights the lamps of this scene time: four bytes each. */
function light(lamps: Uint8Array, time: number): void {
  const frame = modulo(Math.floor(time * framesPerSecond), 65_536);
  const gray = frame ^ (frame >> 1);
  setLamp(lamps, 0, 1);
  setLamp(lamps, 1, 0);
  for (let i = 0; i < 16; i++) setLamp(lamps, 2 + i, (gray >> (15 - i)) & 1);
  setLamp(lamps, 18, 0);
  setLamp(lamps, 19, 1);
  let hundredths = modulo(Math.floor(time * 100), 10 ** figures);
  for (let i = figures - 1; i >= 0; i--) {
    const lit = figureBits[hundredths % 10] ?? 0;
    for (let segment = 0; segment < 7; segment++)
      setLamp(lamps, boxes + 7 * i + segment, (lit >> segment) & 1);
    hundredths = Math.floor(hundredths / 10);
  }
}

const setLamp = (lamps: Uint8Array, lamp: number, lit: number): void => {
  lamps.fill(255 * lit, 4 * lamp, 4 * lamp + 3);
};

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

const bar = (width: number, height: number, color: string): Mesh =>
  inOrder(new Mesh(new PlaneGeometry(width, height), new MeshBasicMaterial({ color, depthTest: false })), 3);

export default defineScene({
  title: 'Sync card',
  view: 'flat',
  params: {
    sweep: toggle('Sweep', true),
    grid: toggle('Grid', true),
  },

  setup({ scene, wall }) {
    const lamps = new Uint8Array((alwaysOn + 1) * 4).fill(255);
    const lights = new DataTexture(lamps, alwaysOn + 1, 1);
    const [plates, gridLines, card, lampRows] = [new Drawing(), new Drawing(), new Drawing(), new Drawing()];
    drawPlates(wall, plates);
    drawGrid(wall, gridLines);
    for (const screen of wall.screens) {
      drawScreen(screen, card);
      drawLamps(screen, lampRows);
    }
    const grid = gridLines.mesh(lights, 1);
    const across = bar(0.008, wall.height, '#ffffff');
    const down = bar(wall.width, 0.008, '#ff4fa3');
    scene.add(plates.mesh(lights, 0), grid, card.mesh(lights, 2), across, down, lampRows.mesh(lights, 4));
    return { lamps, lights, grid, across, down, wall };
  },

  frame({ lamps, lights, grid, across, down, wall }, { time, params }) {
    light(lamps, time);
    lights.needsUpdate = true;
    const swept = modulo(time / sweepPeriod, 1) - 0.5;
    across.position.x = swept * wall.width;
    down.position.y = -swept * wall.height;
    grid.visible = params.grid;
    across.visible = params.sweep;
    down.visible = params.sweep;
  },
});
