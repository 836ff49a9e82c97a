import type { Element } from 'diagram-js/lib/model/Types';

interface Point {
  x: number;
  y: number;
}

/** The middle of a connection's way, relative to the upper left corner of its bounds. */
export function middle(connection: Element): Point | undefined {
  const points = (connection as Element & { waypoints?: Point[] }).waypoints;
  if (!points || points.length < 2) return undefined;
  const left = Math.min(...points.map((point) => point.x));
  const top = Math.min(...points.map((point) => point.y));
  const place = along(points, length(points) / 2);
  return { x: place.x - left, y: place.y - top };
}

function length(points: Point[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + distance(points[index] as Point, point), 0);
}

function along(points: Point[], way: number): Point {
  for (let index = 1; index < points.length; index++) {
    const [from, to] = [points[index - 1] as Point, points[index] as Point];
    const part = distance(from, to);
    if (way <= part && part > 0)
      return { x: from.x + (to.x - from.x) * (way / part), y: from.y + (to.y - from.y) * (way / part) };
    way -= part;
  }
  return points.at(-1) as Point;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
