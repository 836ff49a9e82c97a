import { TextFile } from './TextFile.tsx';

/** A file that cannot be drawn: why, what can be done, and its text to repair. */
export function Unreadable({
  name,
  message,
  again,
  children,
}: {
  name: string;
  message: string;
  again: () => Promise<void>;
  children?: React.ReactNode;
}) {
  return (
    <div className="unreadable">
      <div className="unreadable__head" role="alert">
        <div>
          <strong>{name} cannot be drawn.</strong> {message}
        </div>
        {children}
        <button
          type="button"
          className={children ? 'sb-button' : 'sb-button sb-button--primary'}
          onClick={() => void again()}
        >
          Draw again
        </button>
      </div>
      <TextFile name={name} />
    </div>
  );
}
