/** Fills a form with made-up values that later elements can work with. */
export function ExampleButton({ asking, fillIn }: { asking: boolean; fillIn: () => void }) {
  return (
    <button
      type="button"
      className="sb-button"
      title="Fills in what later elements can work with, to see how the run goes on"
      aria-busy={asking}
      onClick={fillIn}
    >
      Example
    </button>
  );
}
