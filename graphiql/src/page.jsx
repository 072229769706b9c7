// The page: GraphiQL over this gateway's graph, with our examples and switches.

import "./workers.js";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "@graphiql/plugin-explorer/style.css";
import "graphiql/graphiql.css";
import "./page.css";

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useMemo, useState } from "react";
import { createRoot } from "react-dom/client";

import { fetcherOf } from "./fetcher.js";
import { Plan } from "./plan.jsx";
import { Examples, Switches } from "./toolbar.jsx";

/* global EXAMPLES */

const EXPLORER = { ...explorerPlugin({ showAttribution: false }), title: "Penjelajah kueri" };
const PLUGINS = [HISTORY_PLUGIN, EXPLORER];
const TABS = EXAMPLES.map(({ query }) => ({ query }));
const STARTER = "# Tulis kueri di sini; Ctrl+Spasi menawarkan field, Ctrl+Enter menjalankan.\n";

function Page() {
  const [asked, setAsked] = useState([]);
  const fetcher = useMemo(() => fetcherOf(asked), [asked]);
  const onSwitch = (header) =>
    setAsked(asked.includes(header) ? asked.filter((one) => one !== header) : [...asked, header]);
  return (
    <GraphiQL fetcher={fetcher} plugins={PLUGINS} defaultTabs={TABS} defaultQuery={STARTER}
      inputValueDeprecation schemaDescription>
      <GraphiQL.Logo>Graf Lampung-In</GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => (
          <>
            <Switches asked={asked} onSwitch={onSwitch} />
            <Examples />
            {prettify}
            {merge}
            {copy}
          </>
        )}
      </GraphiQL.Toolbar>
      <GraphiQL.Footer>
        <Plan />
      </GraphiQL.Footer>
    </GraphiQL>
  );
}

createRoot(document.getElementById("graphiql")).render(<Page />);
