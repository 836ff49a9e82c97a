// What the page answers as the host of the properties panel, asked without the page.
import { dataStoresIn, messagesIn, metadataKeysIn } from '../../../www/app/library/offers.ts';

Object.assign(window, { offers: { dataStoresIn, messagesIn, metadataKeysIn } });
document.body.append('ready');
