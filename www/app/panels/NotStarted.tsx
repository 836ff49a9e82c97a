/** What a panel of a run shows while no run stands: how to start one, and what will show then. */
export function NotStarted({ children }: { children: React.ReactNode }) {
  return (
    <div className="blank blank--start">
      <p>
        Start a run: press <kbd>F5</kbd> or the button on the canvas.
      </p>
      <p className="blank__then">{children}</p>
    </div>
  );
}
