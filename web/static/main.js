// What the pages can do beside following links and sending forms. All works without it.

import { prepareKeys } from "./keys.js";
import { prepareSearch } from "./search.js";
import { prepareTimeline } from "./timeline.js";
import { prepareHits } from "./hits.js";
import { prepareGroups } from "./rove.js";
import { prepareSuggestions } from "./suggest.js";

prepareKeys();
prepareSuggestions(); // before the search: its arrow keys come first
prepareSearch();
prepareTimeline();
prepareHits();
prepareGroups();
