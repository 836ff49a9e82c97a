/** Icons of the page on a 16 x 16 grid, drawn in lines. */
const PATHS = {
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.600ZM8 1v1.700M8 13.300V15M1 8h1.700M13.3 8H15M3 3l1.2 1.200M11.8 11.8 13 13M13 3l-1.2 1.200M4.2 11.8 3 13',
  moon: 'M13.5 9.700A5.8 5.8 0 0 1 6.3 2.500a5.8 5.8 0 1 0 7.2 7.200Z',
  open: 'M2 12.500v-9h4l1.5 2H14v7z',
  save: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.500h11',
  search: 'M7 2.500a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3 14 14',
  left: 'M2 3h12v10H2zM6 3v10',
  right: 'M2 3h12v10H2zM10 3v10',
  bottom: 'M2 3h12v10H2zM2 9h12',
  file: 'M4 1.500h5l3 3v10H4zM9 1.500v3h3',
  trash: 'M3 4.500h10M6 4.500v-2h4v2M4.5 4.500l.6 9h5.800l.6-9',
  help: 'M6 6.200A2 2 0 1 1 8.7 8c-.5.3-.7.6-.7 1.300M8 11.500v.3M8 1.500a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z',
  person: 'M8 2.500a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.400ZM2.8 14c.3-3 2.5-4.4 5.2-4.400s4.9 1.4 5.2 4.4',
  gear: 'M8 5.700a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.600ZM8 1.500v2M8 12.500v2M1.5 8h2M12.5 8h2M3.4 3.400l1.4 1.400M11.2 11.200l1.4 1.400M12.6 3.400l-1.4 1.400M4.8 11.200l-1.4 1.4',
  clock: 'M8 1.800a6.2 6.2 0 1 0 0 12.400A6.2 6.2 0 0 0 8 1.800ZM8 4.500V8l2.3 2',
  mail: 'M2 3.500h12v9H2zM2 4l6 5 6-5',
  check: 'M3 8.5 6.5 12 13 4.5',
  folder: 'M2 12.500v-9h4l1.5 2H14v7zM8 7v3.500M6.2 8.800h3.600',
  down: 'M4 6.500 8 10.500 12 6.500',
  next: 'M6.5 4 10.5 8 6.5 12',
  pencil: 'M3 13l.7-3 7-7 2.300 2.300-7 7zM9.500 4.200l2.300 2.300',
  undo: 'M3 6h6.500a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
