/* Label placement: where names, seats and letters of zones go so that none covers another. Boxes are [left, top, right, bottom]. */

const ROW = 6; // pixels between the lines on which a shape is measured
const SPREAD = 160; // between two letters of one zone
const MOST_ROOM = 60;

/** Boxes already taken on a map. */
export class Placement {
  /** @param {number[]} frame box that labels stay in */
  constructor(frame, taken = []) {
    this.frame = frame;
    this.taken = taken;
  }

  isFree([left, top, right, bottom]) {
    const [west, north, east, south] = this.frame;
    if (left < west || top < north || right > east || bottom > south) return false;
    return !this.taken.some((each) => left < each[2] && each[0] < right && top < each[3] && each[1] < bottom);
  }

  /** The first free box, taken; undefined when there is none. */
  takeFirst(boxes) {
    const found = boxes.find((box) => this.isFree(box));
    if (found) this.taken.push(found);
    return found;
  }
}

function place(x, y, width, height) {
  return [x, y, x + width, y + height];
}

/** Boxes of a name beside its point: right, left, a little lower, below, above. */
export function listBeside({ x, y }, width, height, gap) {
  const level = y - height / 2;
  const [right, left] = [x + gap, x - gap - width];
  const spots = [
    [right, level],
    [left, level],
    [right, y - 2],
    [left, y - 2],
    [x - width / 2, y + gap],
    [right, y - height],
    [left, y - height],
    [x - width / 2, y - gap - height],
  ];
  return spots.map((spot) => place(...spot, width, height));
}

/** Boxes on a point, then around it. */
export function listAround({ x, y }, width, height, step) {
  const spots = [0, 1, 2].flatMap((ring) =>
    ring
      ? [
          [0, -1],
          [0, 1],
          [-1, 0],
          [1, 0],
          [-1, -1],
          [1, -1],
          [-1, 1],
          [1, 1],
        ].map(([right, down]) => [right * ring * step, down * ring * step])
      : [[0, 0]],
  );
  return spots.map(([right, down]) => place(x + right - width / 2, y + down - height / 2, width, height));
}

/** Boxes of the badges of a seat: above its point, below, beside. */
export function listAtSeat({ x, y }, width, height, gap) {
  const spots = [
    [x - width / 2, y - gap - height],
    [x - width / 2, y + gap],
    [x - gap - width, y - height / 2],
    [x + gap, y - height / 2],
  ];
  return spots.map((spot) => place(...spot, width, height));
}

/** Spans of a shape on lines one below the other: for each, pairs of abscissas between which it is inside. */
export function scanRows(rings, top, number, step = ROW) {
  const rows = Array.from({ length: number }, () => []);
  for (const ring of rings) {
    ring.forEach((a, rank) => {
      const b = ring[(rank + 1) % ring.length];
      const [high, low] = a.y < b.y ? [a.y, b.y] : [b.y, a.y];
      const last = Math.min(number, Math.ceil((low - top) / step));
      for (let row = Math.max(0, Math.ceil((high - top) / step)); row < last; row++) {
        rows[row].push(a.x + ((b.x - a.x) * (top + row * step - a.y)) / (b.y - a.y));
      }
    });
  }
  return rows.map((row) => {
    row.sort((a, b) => a - b);
    return Array.from({ length: row.length >> 1 }, (_, rank) => [row[2 * rank], row[2 * rank + 1]]);
  });
}

/** Parts of spans that two lines share. */
function share(some, others) {
  return some.flatMap(([from, to]) =>
    others.map(([start, end]) => [Math.max(from, start), Math.min(to, end)]).filter(([a, b]) => a < b),
  );
}

/** Boxes of a label in a shape, those with most room around first. */
export function listWithin(rings, frame, width, height) {
  const [left, top, right, bottom] = frame;
  const rows = scanRows(rings, top, Math.max(0, Math.floor((bottom - top) / ROW)));
  const half = Math.ceil(height / 2 / ROW);
  const found = [];
  for (let row = half; row < rows.length - half; row++) {
    let spans = [[left, right]];
    for (let near = row - half; near <= row + half && spans.length; near++) spans = share(spans, rows[near]);
    for (const [from, to] of spans) {
      if (to - from < width) continue;
      const number = Math.max(1, Math.floor((to - from) / SPREAD));
      for (let rank = 0; rank < number; rank++) {
        const x = from + ((to - from) * (rank + 0.5)) / number;
        found.push({ x, row, room: Math.min((to - from) / number / 2, measureRoom(rows, row, x)) });
      }
    }
  }
  found.sort((a, b) => b.room - a.room);
  return found.map(({ x, row }) => place(x - width / 2, top + row * ROW - height / 2, width, height));
}

/** Room above and below a point of a shape. */
function measureRoom(rows, row, x) {
  let reach = 1;
  const isInside = (each) => rows[each]?.some(([from, to]) => from < x && x < to);
  while (reach * ROW < MOST_ROOM && isInside(row - reach) && isInside(row + reach)) reach++;
  return reach * ROW;
}

/** Take boxes for a label in a shape, far from each other. */
export function takeWithin(placement, boxes) {
  const kept = [];
  for (const box of boxes) {
    const isFar = kept.every((other) => Math.hypot(other[0] - box[0], other[1] - box[1]) > SPREAD);
    if (isFar && placement.takeFirst([box])) kept.push(box);
  }
  return kept;
}
