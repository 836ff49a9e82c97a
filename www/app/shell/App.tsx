import { useEffect } from 'react';
import { Canvas } from '../canvas/Canvas.tsx';
import { LargeEditor } from '../editor/LargeEditor.tsx';
import { MessageDialog } from '../messages/MessageDialog.tsx';
import { Bottom } from '../panels/Bottom.tsx';
import { Side } from '../panels/Side.tsx';
import { PeopleDialog } from '../people/PeopleDialog.tsx';
import { ServicesDialog } from '../services/ServicesDialog.tsx';
import { useView, useWorkbench } from '../workbench/hooks.ts';
import { DropZone } from './DropZone.tsx';
import { Files } from './Files.tsx';
import { Header } from './Header.tsx';
import { usePageKeys } from './keys.ts';
import { useLayout } from './layout.ts';
import { Palette } from './Palette.tsx';
import { Picker } from './Picker.tsx';
import { Resizer } from './Resizer.tsx';
import { Toasts } from './Toasts.tsx';
import { Welcome } from './Welcome.tsx';

/** The page: header, files, canvas, side and bottom panels. */
export function App() {
  const layout = useLayout();
  const active = useView((state) => state.active);
  const workbench = useWorkbench();
  useTitle();
  usePageKeys(workbench);
  const hidden = (name: keyof typeof layout.open) => (layout.open[name] && active ? '' : ' is-hidden');
  return (
    <DropZone>
      <div
        className="page"
        style={
          {
            '--left': `${layout.size.left}px`,
            '--right': `${layout.size.right}px`,
            '--bottom': `${layout.size.bottom}px`,
          } as React.CSSProperties
        }
      >
        <Header layout={layout} />
        <div className="page__body">
          <div className={`page__left${layout.open.left && active ? '' : ' is-hidden'}`}>
            <Files />
          </div>
          <Resizer side="left" layout={layout} hidden={!layout.open.left || !active} />
          <div className="page__middle">
            <main className="page__canvas">{active ? <Canvas name={active} /> : <Welcome />}</main>
            <Resizer side="bottom" layout={layout} hidden={!layout.open.bottom || !active} />
            <div className={`page__bottom${hidden('bottom')}`}>
              <Bottom />
            </div>
          </div>
          <Resizer side="right" layout={layout} hidden={!layout.open.right || !active} />
          <div className={`page__right${hidden('right')}`}>
            <Side />
          </div>
        </div>
      </div>
      <Palette layout={layout} />
      <Picker />
      <LargeEditor />
      <MessageDialog />
      <ServicesDialog />
      <PeopleDialog />
      <Toasts />
    </DropZone>
  );
}

/** The tab of the browser tells the state. */
function useTitle(): void {
  const active = useView((state) => state.active);
  const status = useView((state) => state.view?.info.status);
  useEffect(() => {
    document.title = [status && `${status[0]?.toUpperCase()}${status.slice(1)}`, active, 'Signalbox']
      .filter(Boolean)
      .join(' · ');
  }, [active, status]);
}
