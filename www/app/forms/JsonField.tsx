/** Data typed as JSON, with what is wrong with it below. */
export function JsonField({
  label,
  text,
  problem,
  rows,
  change,
}: {
  label: string;
  text: string;
  problem: string | undefined;
  rows: number;
  change: (text: string) => void;
}) {
  return (
    <>
      <label className="sb-field">
        <span className="sb-field__label">{label}</span>
        <textarea
          className="sb-input sb-input--code"
          rows={rows}
          spellCheck={false}
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      </label>
      {problem && (
        <p className="form__problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
