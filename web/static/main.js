// What the pages can do beside following links and sending forms. All works without it.

import { prepareKeys } from "./keys.js";
import { prepareSearch } from "./search.js";
import { prepareTimeline } from "./timeline.js";
import { prepareHits } from "./hits.js";

prepareKeys();
prepareSearch();
prepareTimeline();
prepareHits();
