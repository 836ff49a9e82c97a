import { useView, useWorkbench } from '../workbench/hooks.ts';
import { Icon } from './Icon.tsx';

/** Short messages, with a way back where there is one. */
export function Toasts() {
  const workbench = useWorkbench();
  const toasts = useView((state) => state.toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={`toast toast--${toast.kind}`}>
          <span>{toast.text}</span>
          {toast.action && (
            <button
              type="button"
              className="toast__action"
              onClick={() => {
                toast.action?.act();
                workbench.dismiss(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button type="button" className="tool" aria-label="Dismiss" onClick={() => workbench.dismiss(toast.id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
