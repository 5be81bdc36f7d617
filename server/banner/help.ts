/** What `--help` prints. */
export const helpText = `Mullion: any set of screens that can open a browser, one picture.

Usage: npm start -- [options]

  --port N             Port to listen on; 0 lets the system choose one.      [8080]
  --host H             Address to listen on: 0.0.0.0 for the whole network,
                       127.0.0.1 for this machine alone.                     [0.0.0.0]
  --show DIR           Folder of the show.                                   [shows/demo]
  --data DIR           Folder for what must outlive a restart.               [./data]
  --operator-token T   What the dashboard must present. Left out: none where only
                       this machine can reach the node, else one is made and printed.
  --display-token T    What a screen must present. Left out: none.
  --tls-cert F         Certificate and key, PEM files: serves https. Screens then
  --tls-key F          keep awake and have finer clocks than over plain http.
  --log FORM           pretty: short lines for people.
                       json: one JSON object a line, with one "ready" event. [pretty]
  --help               This text.
  --version            Mullion's version.

Each option may be set in the environment instead: --operator-token T is
MULLION_OPERATOR_TOKEN=T, and so on. The command line comes first.

Examples
  npm start -- --show ~/shows/lobby --data /var/lib/mullion
  npm start -- --host 127.0.0.1 --port 0 --log json
`;
