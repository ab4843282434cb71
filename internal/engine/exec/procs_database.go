package exec

import (
	"slices"
	"strings"
	"time"

	"corridor/internal/engine/value"
)

// procedureRows are all built-in procedures.
func procedureRows() []procedureRow {
	return slices.Concat(databaseProcedures(), schemaProcedures(), fullTextProcedures(), serverProcedures(), safetyProcedures())
}

// yielding is where a procedure's rows go.
type yielding = func([]value.Value) error

func databaseProcedures() []procedureRow {
	return []procedureRow{
		{signature: "db.awaitIndex(indexName :: STRING, timeOutSeconds = 300 :: INTEGER)", mode: "READ", doc: "Waits for an index, which is always ready here.", system: true, call: awaitIndex},
		{signature: "db.awaitIndexes(timeOutSeconds = 300 :: INTEGER)", mode: "READ", doc: "Waits for all indexes, which are always ready here.", system: true, call: done},
		{signature: "db.clearQueryCaches() :: (value :: STRING)", mode: "DBMS", doc: "Says that there is no cache of queries to clear.", system: true, call: clearQueryCaches},
		{signature: "db.info() :: (id :: STRING, name :: STRING, creationDate :: STRING)", mode: "READ", doc: "The id and the name of the database.", system: true, call: databaseInfo},
		{signature: "db.labels() :: (label :: STRING)", mode: "READ", doc: "All labels in use.", system: true, call: eachName(func(st *State) []string { return st.View.Labels() })},
		{signature: "db.ping() :: (success :: BOOLEAN)", mode: "READ", doc: "Says that the database is there.", system: true, call: ping},
		{signature: "db.prepareForReplanning(timeOutSeconds = 300 :: INTEGER)", mode: "READ", doc: "Counts what indexes hold anew before plans are made; counts are always right here.", system: true, call: done},
		{signature: "db.propertyKeys() :: (propertyKey :: STRING)", mode: "READ", doc: "All property keys in use.", system: true, call: eachName(func(st *State) []string { return st.View.Keys() })},
		{signature: "db.relationshipTypes() :: (relationshipType :: STRING)", mode: "READ", doc: "All relationship types in use.", system: true, call: eachName(func(st *State) []string { return st.View.Types() })},
		{signature: "db.resampleIndex(indexName :: STRING)", mode: "READ", doc: "Counts what an index holds anew; counts are always right here.", system: true, call: awaitIndex},
		{signature: "db.resampleOutdatedIndexes()", mode: "READ", doc: "Counts what indexes hold anew; counts are always right here.", system: true, call: done},
	}
}

// done is a procedure that has nothing to do and gives nothing.
func done(*State, []value.Value, yielding) error { return nil }

func ping(_ *State, _ []value.Value, yield yielding) error {
	return yield([]value.Value{value.OfBool(true)})
}

func clearQueryCaches(_ *State, _ []value.Value, yield yielding) error {
	return yield([]value.Value{value.OfString("Query cache already empty.")})
}

// awaitIndex is an error for an index that is not there.
func awaitIndex(st *State, args []value.Value, _ yielding) error {
	for _, ix := range st.View.Indexes() {
		if ix.Name == args[0].Text() {
			return nil
		}
	}
	return fail(value.ProcedureFailed, "No such index '%s'", args[0].Text())
}

// eachName makes a procedure that gives a row for each name.
func eachName(names func(*State) []string) func(*State, []value.Value, yielding) error {
	return func(st *State, _ []value.Value, yield yielding) error {
		for _, name := range names(st) {
			if err := yield([]value.Value{value.OfString(name)}); err != nil {
				return err
			}
		}
		return nil
	}
}

func databaseInfo(st *State, _ []value.Value, yield yielding) error {
	created := value.Value{}
	if !st.Server.Created.IsZero() {
		created = value.OfString(st.Server.Created.UTC().Format(time.RFC3339Nano))
	}
	return yield([]value.Value{
		value.OfString(databaseID(st.Server, st.Server.Database)), value.OfString(st.Server.Database), created,
	})
}

const settingFields = "(name :: STRING, description :: STRING, value :: STRING, dynamic :: BOOLEAN, defaultValue :: STRING, startupValue :: STRING, explicitlySet :: BOOLEAN, validValues :: STRING)"

func serverProcedures() []procedureRow {
	return []procedureRow{
		{signature: "dbms.clientConfig() :: " + settingFields, mode: "DBMS", doc: "The settings that are for clients.", system: true, call: clientConfig},
		{signature: "dbms.components() :: (name :: STRING, versions :: LIST<STRING>, edition :: STRING)", mode: "DBMS", doc: "Which Neo4j the database is like.", system: true, call: components},
		{signature: "dbms.info() :: (id :: STRING, name :: STRING, creationDate :: STRING)", mode: "DBMS", doc: "The id and the name of the system.", system: true, call: systemInfo},
		{signature: "dbms.listConfig(searchString = \"\" :: STRING) :: " + settingFields, mode: "DBMS", doc: "The settings whose names hold a text.", system: true, call: listConfig},
		{signature: "dbms.showCurrentUser() :: (username :: STRING, roles :: LIST<STRING>, flags :: LIST<STRING>)", mode: "DBMS", doc: "The user of the statement; nobody without authentication.", system: true, call: currentUser},
	}
}

func components(_ *State, _ []value.Value, yield yielding) error {
	return yield([]value.Value{value.OfString("Neo4j Kernel"), ofTexts([]string{Version}), value.OfString("community")})
}

func systemInfo(st *State, _ []value.Value, yield yielding) error {
	return yield([]value.Value{value.OfString(databaseID(st.Server, "system")), value.OfString("system"), {}})
}

func currentUser(st *State, _ []value.Value, yield yielding) error {
	if st.Server.User == "" {
		return nil
	}
	return yield([]value.Value{value.OfString(st.Server.User), {}, value.OfList(nil)})
}

// clientSettings are settings that Neo4j Browser asks for.
var clientSettings = [...]Setting{
	{"browser.post_connect_cmd", "", "What Neo4j Browser runs once it is connected."},
	{"browser.remote_content_hostname_whitelist", "", "Hosts that Neo4j Browser may fetch content from."},
	{"client.allow_telemetry", "false", "Whether clients may report on their use."},
	{"dbms.security.auth_enabled", "", "Whether clients have to say who they are."},
}

func clientConfig(st *State, _ []value.Value, yield yielding) error {
	for _, setting := range clientSettings {
		for _, known := range st.Server.Settings {
			if known.Name == setting.Name {
				setting.Value = known.Value
			}
		}
		if err := yield(settingRow(setting)); err != nil {
			return err
		}
	}
	return nil
}

func listConfig(st *State, args []value.Value, yield yielding) error {
	search := ""
	if len(args) > 0 {
		search = args[0].Text()
	}
	for _, setting := range st.Server.Settings {
		if !strings.Contains(setting.Name, search) {
			continue
		}
		if err := yield(settingRow(setting)); err != nil {
			return err
		}
	}
	return nil
}

func settingRow(s Setting) []value.Value {
	v := value.OfString(s.Value)
	return []value.Value{
		value.OfString(s.Name), value.OfString(s.Description), v, value.OfBool(false), v, v, value.OfBool(false), value.OfString(""),
	}
}
