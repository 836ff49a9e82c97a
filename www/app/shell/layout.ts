/** Sizes and visibility of the panels, remembered for the next visit. */
import { useCallback, useEffect, useState } from 'react';

export type Edge = 'left' | 'right' | 'bottom';
export type Theme = 'light' | 'dark';
interface Remembered {
  size: Record<Edge, number>;
  open: Record<Edge, boolean>;
  theme: Theme;
}
/** The layout and what changes it. */
export interface Layout extends Remembered {
  resize: (edge: Edge, size: number) => void;
  toggle: (edge: Edge) => void;
  toggleTheme: () => void;
}

const KEY = 'signalbox.layout';
const LIMITS: Record<Edge, [number, number]> = { left: [160, 420], right: [240, 640], bottom: [96, 640] };

function remembered(): Remembered {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const usual: Remembered = {
    size: {
      left: innerWidth < 1600 ? 208 : 264,
      right: innerWidth < 1600 ? 296 : 360,
      bottom: innerHeight < 1000 ? 264 : 328,
    },
    open: { left: true, right: true, bottom: true },
    theme: dark ? 'dark' : 'light',
  };
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Remembered>) };
  } catch {
    return usual;
  }
}

export function useLayout(): Layout {
  const [layout, setLayout] = useState(remembered);
  useEffect(() => {
    document.documentElement.dataset.theme = layout.theme;
    try {
      localStorage.setItem(KEY, JSON.stringify(layout));
    } catch {
      // A browser without storage forgets the layout; nothing else depends on it.
    }
  }, [layout]);
  const resize = useCallback((edge: Edge, size: number) => {
    const [least, most] = LIMITS[edge];
    setLayout((now) => ({ ...now, size: { ...now.size, [edge]: Math.round(Math.min(Math.max(size, least), most)) } }));
  }, []);
  const toggle = useCallback(
    (edge: Edge) => setLayout((now) => ({ ...now, open: { ...now.open, [edge]: !now.open[edge] } })),
    [],
  );
  const toggleTheme = useCallback(
    () => setLayout((now) => ({ ...now, theme: now.theme === 'dark' ? 'light' : 'dark' })),
    [],
  );
  return { ...layout, resize, toggle, toggleTheme };
}
