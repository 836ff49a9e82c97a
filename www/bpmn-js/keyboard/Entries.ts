/**
 * Palette and context pad without a mouse: Tab comes to their entries, Enter and space do what a click does. What the
 * palette makes is put where there is room, as there is no pointer that could carry it.
 */
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Dragging from 'diagram-js/lib/features/dragging/Dragging';
import type { RootLike, ShapeLike } from 'diagram-js/lib/model/Types';

interface Injector {
  get<Service>(name: string, strict: false): Service | null;
}

/** Between the places that are tried, and around elements: that much is free around what is put down. */
const STEP = 40;
const MARGIN = 70;
const ENTRIES = '.djs-palette .entry, .djs-context-pad .entry';

export default class Entries {
  static $inject = ['eventBus', 'canvas', 'elementRegistry', 'injector'];

  constructor(
    bus: EventBus,
    private readonly canvas: Canvas,
    private readonly elements: ElementRegistry,
    private readonly injector: Injector,
  ) {
    bus.on(['palette.changed', 'contextPad.open'], () => this.#reach());
    canvas.getContainer().addEventListener('keydown', (event) => this.#press(event));
  }

  #reach(): void {
    for (const entry of this.canvas.getContainer().querySelectorAll<HTMLElement>(ENTRIES)) {
      entry.tabIndex = 0;
      entry.setAttribute('role', 'button');
      if (entry.title) entry.setAttribute('aria-label', entry.title);
    }
  }

  #press(event: KeyboardEvent): void {
    const entry = event.target instanceof Element ? event.target.closest<HTMLElement>(ENTRIES) : null;
    if (!entry || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    event.stopPropagation();
    const { left, top, width, height } = entry.getBoundingClientRect();
    const place = { clientX: left + width / 2, clientY: top + height / 2 };
    entry.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...place }));
    this.#drop();
  }

  /** Ends the making of an element that waits for a place, at the free one that is nearest to the middle. */
  #drop(): void {
    const dragging = this.injector.get<Dragging>('dragging', false);
    const made = () => dragging?.context() as Made | undefined;
    if (!dragging || made()?.prefix !== 'create') return;
    const found = this.#places().some(({ x, y }) => {
      const over = this.#containerAt({ x, y });
      dragging.hover({ element: over, gfx: this.canvas.getGraphics(over as ShapeLike) } as never);
      dragging.move(new MouseEvent('mousemove', this.#onScreen({ x, y })) as never, true);
      return made()?.data?.context?.canExecute;
    });
    if (found) dragging.end(undefined as never);
    else dragging.cancel(true);
  }

  /** Free places of the part that is seen, the nearest to its middle first. */
  #places(): Point[] {
    const { x, y, width, height } = this.canvas.viewbox();
    const center = { x: x + width / 2, y: y + height / 2 };
    const taken = this.elements.filter((shape) => isInTheWay(shape as Box)) as Box[];
    const places: Point[] = [];
    for (let across = -width / 2 + MARGIN; across < width / 2 - MARGIN; across += STEP)
      for (let down = -height / 2 + MARGIN; down < height / 2 - MARGIN; down += STEP)
        places.push({ x: Math.round(center.x + across), y: Math.round(center.y + down) });
    const far = (place: Point) => Math.hypot(place.x - center.x, place.y - center.y);
    return places
      .filter((place) => !taken.some((box) => holds(box, place, MARGIN)))
      .sort((one, other) => far(one) - far(other));
  }

  /** The innermost pool, lane or sub-process around a point, else the level that is shown. */
  #containerAt(place: Point): RootLike {
    const around = this.elements.filter((shape) => isContainer(shape as Box) && holds(shape as Box, place)) as Box[];
    const [inner] = around.sort((one, other) => one.width * one.height - other.width * other.height);
    return inner ?? this.canvas.getRootElement();
  }

  #onScreen({ x, y }: Point): { clientX: number; clientY: number } {
    const { x: left, y: top, scale } = this.canvas.viewbox();
    const box = this.canvas.getContainer().getBoundingClientRect();
    return { clientX: box.left + (x - left) * scale, clientY: box.top + (y - top) * scale };
  }
}

/** What is being made, and whether it may stand where it was moved to. */
interface Made {
  readonly prefix?: string;
  readonly data?: { readonly context?: { readonly canExecute?: unknown } };
}
interface Point {
  readonly x: number;
  readonly y: number;
}
type Box = ShapeLike & { type?: string; children?: readonly unknown[] };

const isShape = ({ x, type }: Box) => x !== undefined && type !== 'label';
const isContainer = (shape: Box) =>
  isShape(shape) &&
  (shape.type === 'bpmn:Participant' || shape.type === 'bpmn:Lane' || (shape.children?.length ?? 0) > 0);
/** Containers take elements in; everything else would be covered. */
const isInTheWay = (shape: Box) => isShape(shape) && !isContainer(shape);

const holds = ({ x, y, width, height }: Box, at: Point, margin = 0) =>
  at.x > x - margin && at.x < x + width + margin && at.y > y - margin && at.y < y + height + margin;
