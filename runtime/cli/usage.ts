/** What `dragoman help` says. */
export const USAGE = `Usage: dragoman [command]

  start                    run the gateway (also without a command)
  check [FILE]             is the config good? Calls nobody; exit code 0 or 1
  keys create --name NAME  make a virtual key; its secret is shown this once
  keys list [--deleted]    all keys
  keys show KEY            one key, and what it has spent; KEY is an id or a name
  keys update KEY          change what the options say
  keys rotate KEY          give it a new secret; --grace 24h keeps the old one good so long
  keys disable KEY         stop it; \`keys enable\` starts it again
  keys delete KEY          end it for good; its spend stays in the reports
  spend                    what requests came to; --by key,owner,route,model,provider,tag,day,outcome
  help, --version

Options of \`keys create\` and \`keys update\` (\`none\` takes a value away):
  --name NAME              in lists and reports
  --owner TEXT             whom it belongs to
  --tag TAG                for reports, without spaces; may be repeated
  --route GLOB             what it may ask for; may be repeated; without one, everything
  --model GLOB             provider/model that it may be answered by; may be repeated
  --budget-day USD, --budget-month USD, --budget-total USD
  --rpm N, --tpm N         requests and tokens a minute
  --concurrent N           requests at once
  --expires WHEN           30d, 12h, or a date such as 2027-01-31

Options of \`spend\`:
  --from DATE, --to DATE   days of UTC, the last one included; this month, unless said
  --key, --owner, --route, --model, --provider, --tag, --outcome   only these; may be repeated
  --limit N                rows at most
  --csv                    as CSV

--json prints JSON. The config (dragoman.yaml, DRAGOMAN_CONFIG) names the database; no gateway has to
run, and one that runs hears of a change within \`keys.refresh_ms\`.
`;
