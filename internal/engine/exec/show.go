package exec

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/storage"
	"corridor/internal/engine/syntax"
	"corridor/internal/engine/value"
)

// shown is one row of a SHOW command by column; a column that is not there is null.
type shown map[string]value.Value

// showTables are the rows of what can be shown. Their columns are plan's.
var showTables = map[string]func(st *State, body syntax.Body) ([]shown, error){
	"INDEXES":          showIndexes,
	"CONSTRAINTS":      showConstraints,
	"FUNCTIONS":        showFunctions,
	"PROCEDURES":       showProcedures,
	"DATABASES":        showDatabases,
	"DEFAULT DATABASE": showDatabases,
	"SETTINGS":         showSettings,
	"TRANSACTIONS":     showTransactions,
	"USERS":            showUsers,
	"TERMINATE":        terminate,
}

// showRows are all columns of a SHOW or TERMINATE command's table and its rows.
func showRows(st *State, body syntax.Body) (columns []string, rows [][]value.Value, err error) {
	table, known := showTables[plan.ShowTable(body)]
	if !known {
		return nil, nil, fail(value.UnsupportedCommand, "Unsupported administration command: SHOW %s", plan.ShowTable(body))
	}
	entries, err := table(st, body)
	if err != nil {
		return nil, nil, err
	}
	columns = plan.ShowColumns(body, true)
	for _, entry := range entries {
		row := make([]value.Value, len(columns))
		for i, column := range columns {
			row[i] = entry[column]
		}
		rows = append(rows, row)
	}
	return columns, rows, nil
}

// filterWords are the words between SHOW and what is shown.
func filterWords(body syntax.Body) []string {
	if s, is := body.(*syntax.Show); is {
		return strings.Fields(s.Filter)
	}
	return nil
}

// indexProviders are the names that clients know each kind of index by.
var indexProviders = [...]string{
	storage.Range: "range-1.0", storage.Text: "text-2.0", storage.Point: "point-1.0",
	storage.FullText: "fulltext-1.0", storage.Lookup: "token-lookup-1.0",
}

func showIndexes(st *State, body syntax.Body) ([]shown, error) {
	var rows []shown
	for i, ix := range st.View.Indexes() {
		kind := ix.Kind.String()
		if words := filterWords(body); len(words) > 0 && words[0] != "ALL" && words[0] != kind {
			continue
		}
		row := shown{
			"id": value.OfInt(int64(i + 1)), "name": value.OfString(ix.Name), "state": value.OfString("ONLINE"),
			"populationPercent": value.OfFloat(100), "type": value.OfString(kind),
			"entityType": value.OfString(entityType(ix.Relationship)), "indexProvider": value.OfString(indexProviders[ix.Kind]),
			"readCount": value.OfInt(0), "failureMessage": value.OfString(""), "options": indexOptions(ix),
			"createStatement": value.OfString(indexStatement(ix)),
		}
		if len(ix.Labels) > 0 {
			row["labelsOrTypes"], row["properties"] = ofTexts(ix.Labels), ofTexts(ix.Properties)
		}
		if ix.Constraint != "" {
			row["owningConstraint"] = value.OfString(ix.Constraint)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func entityType(relationship bool) string {
	if relationship {
		return "RELATIONSHIP"
	}
	return "NODE"
}

func indexOptions(ix *storage.Index) value.Value {
	config, options := &value.Mapping{}, &value.Mapping{}
	if ix.Kind == storage.FullText {
		known, _ := storage.Analyzers() // the first is meant by no name
		config.Set("fulltext.analyzer", value.OfString(cmp.Or(ix.Analyzer, known[0])))
		config.Set("fulltext.eventually_consistent", value.OfBool(false))
	}
	options.Set("indexConfig", value.OfMap(config))
	options.Set("indexProvider", value.OfString(indexProviders[ix.Kind]))
	return value.OfMap(options)
}

// indexStatement is the command that makes the index.
func indexStatement(ix *storage.Index) string {
	if ix.Constraint != "" {
		return ""
	}
	variable, pattern := schemaPattern(ix.Relationship, strings.Join(quoted(ix.Labels), "|"))
	properties := "(" + strings.Join(prefixed(variable+".", ix.Properties), ", ") + ")"
	switch {
	case ix.Kind == storage.FullText:
		properties = "EACH [" + strings.Join(prefixed(variable+".", ix.Properties), ", ") + "]"
	case ix.Kind == storage.Lookup && ix.Relationship:
		pattern, properties = "()-[r]-()", "EACH type(r)"
	case ix.Kind == storage.Lookup:
		pattern, properties = "(n)", "EACH labels(n)"
	}
	return fmt.Sprintf("CREATE %s INDEX %s FOR %s ON %s", ix.Kind, quoteName(ix.Name), pattern, properties)
}

// schemaPattern is the pattern that a schema command is about, and its variable.
func schemaPattern(relationship bool, labels string) (variable, pattern string) {
	if relationship {
		return "r", "()-[r:" + labels + "]-()"
	}
	return "n", "(n:" + labels + ")"
}

func quoteName(name string) string { return syntax.Quoted(name) }

func quoted(names []string) []string { return prefixed("", names) }

// prefixed puts prefix before each of the names, which stand in backquotes.
func prefixed(prefix string, names []string) []string {
	made := make([]string, len(names))
	for i, name := range names {
		made[i] = prefix + quoteName(name)
	}
	return made
}

// constraintType is how SHOW CONSTRAINTS calls a kind of constraint.
func constraintType(c *storage.Constraint) string {
	switch c.Kind {
	case storage.Unique:
		if c.Relationship {
			return "RELATIONSHIP_UNIQUENESS"
		}
		return "UNIQUENESS"
	case storage.NodeKey:
		return entityType(c.Relationship) + "_KEY"
	case storage.Exists:
		return entityType(c.Relationship) + "_PROPERTY_EXISTENCE"
	}
	return entityType(c.Relationship) + "_PROPERTY_TYPE"
}

func showConstraints(st *State, body syntax.Body) ([]shown, error) {
	var rows []shown
	for i, c := range st.View.Constraints() {
		if !constraintWanted(filterWords(body), constraintType(c)) {
			continue
		}
		row := shown{
			"id": value.OfInt(int64(i + 1)), "name": value.OfString(c.Name), "type": value.OfString(constraintType(c)),
			"entityType": value.OfString(entityType(c.Relationship)), "labelsOrTypes": ofTexts([]string{c.Label}),
			"properties": ofTexts(c.Properties), "createStatement": value.OfString(constraintStatement(c)),
			"options": value.OfMap(nil),
		}
		if c.Kind == storage.Unique || c.Kind == storage.NodeKey {
			row["ownedIndex"] = value.OfString(c.Name)
		}
		if c.Kind == storage.Typed {
			row["propertyType"] = value.OfString(c.TypeText)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// constraintWanted says whether a filter as NODE UNIQUE or KEY lets a type through.
func constraintWanted(words []string, typ string) bool {
	synonyms := map[string]string{
		"UNIQUE": "UNIQUENESS", "EXIST": "EXISTENCE", "REL": "RELATIONSHIP", "ALL": "",
		"PROPERTY": "", "CONSTRAINT": "",
	}
	for _, word := range words {
		if full, short := synonyms[word]; short {
			word = full
		}
		if word == "NODE" && typ == "UNIQUENESS" {
			continue
		}
		if !strings.Contains(typ, word) {
			return false
		}
	}
	return true
}

// constraintStatement is the command that makes the constraint.
func constraintStatement(c *storage.Constraint) string {
	variable, pattern := schemaPattern(c.Relationship, quoteName(c.Label))
	demands := [...]string{
		storage.Unique: "IS UNIQUE", storage.NodeKey: "IS " + entityType(c.Relationship) + " KEY",
		storage.Exists: "IS NOT NULL", storage.Typed: "IS :: " + c.TypeText,
	}
	properties := strings.Join(prefixed(variable+".", c.Properties), ", ")
	return fmt.Sprintf("CREATE CONSTRAINT %s FOR %s REQUIRE (%s) %s", quoteName(c.Name), pattern, properties, demands[c.Kind])
}

func showFunctions(st *State, body syntax.Body) ([]shown, error) {
	if slices.Contains(filterWords(body), "USER") {
		return nil, nil
	}
	var rows []shown
	for _, f := range st.Server.Registry.allFunctions() {
		rows = append(rows, shown{
			"name": value.OfString(f.Name), "category": value.OfString(f.Category), "description": value.OfString(f.Doc),
			"signature": value.OfString(signatureText(f.Name, f.Args) + " :: " + f.Returns.Text), "isBuiltIn": value.OfBool(true),
			"argumentDescription": fieldTable(f.Args), "returnDescription": value.OfString(f.Returns.Text),
			"aggregating": value.OfBool(f.Aggregate), "isDeprecated": value.OfBool(false),
		})
	}
	return rows, nil
}

func showProcedures(st *State, _ syntax.Body) ([]shown, error) {
	var rows []shown
	for _, p := range st.Server.Registry.allProcedures() {
		rows = append(rows, shown{
			"name": value.OfString(p.Name), "description": value.OfString(p.Doc), "mode": value.OfString(p.Mode),
			"worksOnSystem": value.OfBool(p.System), "signature": value.OfString(procedureSignature(p)),
			"argumentDescription": fieldTable(p.Args), "returnDescription": fieldTable(p.Results),
			"admin": value.OfBool(false), "isDeprecated": value.OfBool(false), "option": deprecated(false),
		})
	}
	return rows, nil
}

func deprecated(is bool) value.Value {
	m := &value.Mapping{}
	m.Set("deprecated", value.OfBool(is))
	return value.OfMap(m)
}

// procedureSignature is the inverse of ParseSignature. A procedure without
// results has none after its arguments.
func procedureSignature(p *Procedure) string {
	text := signatureText(p.Name, p.Args)
	if len(p.Results) == 0 {
		return text
	}
	return text + " :: (" + fieldTexts(p.Results) + ")"
}

func signatureText(name string, args []plan.Field) string {
	return name + "(" + fieldTexts(args) + ")"
}

func fieldTexts(fields []plan.Field) string {
	texts := make([]string, len(fields))
	for i, f := range fields {
		texts[i] = f.Name
		if f.Default != "" {
			texts[i] += " = " + f.Default
		}
		texts[i] += " :: " + f.Text
	}
	return strings.Join(texts, ", ")
}

// fieldTable is a list of maps that describe fields.
func fieldTable(fields []plan.Field) value.Value {
	items := make([]value.Value, len(fields))
	for i, f := range fields {
		m := &value.Mapping{}
		m.Set("name", value.OfString(f.Name))
		m.Set("description", value.OfString(fieldTexts(fields[i:i+1])))
		m.Set("type", value.OfString(f.Text))
		m.Set("isDeprecated", value.OfBool(false))
		if f.Default != "" {
			m.Set("default", value.OfString(f.Default))
		}
		items[i] = value.OfMap(m)
	}
	return value.OfList(items)
}

// databaseID is a stable id for a database's name, as long as Neo4j's.
func databaseID(server *Server, name string) string {
	h := fnv.New128a()
	h.Write([]byte(server.ID + "/" + name))
	return strings.ToUpper(fmt.Sprintf("%x", h.Sum(nil)))
}

func showDatabases(st *State, body syntax.Body) ([]shown, error) {
	if st.Server.Databases == nil {
		return nil, nil
	}
	s := body.(*syntax.Show)
	var rows []shown
	for _, d := range st.Server.Databases() {
		if s.Filter == "DEFAULT" && !d.Default || s.Filter == "HOME" && !d.Home || len(s.Names) > 0 && !slices.Contains(s.Names, d.Name) {
			continue
		}
		rows = append(rows, databaseRow(st.Server, d))
	}
	return rows, nil
}

func databaseRow(server *Server, d DatabaseInfo) shown {
	kind := "standard"
	if d.Name == "system" {
		kind = "system"
	}
	return shown{
		"name": value.OfString(d.Name), "type": value.OfString(kind), "aliases": value.OfList(nil),
		"access": value.OfString("read-write"), "databaseID": value.OfString(databaseID(server, d.Name)),
		"address": value.OfString(d.Address), "role": value.OfString("primary"), "writer": value.OfBool(true),
		"requestedStatus": value.OfString("online"), "currentStatus": value.OfString("online"),
		"statusMessage": value.OfString(""), "default": value.OfBool(d.Default), "home": value.OfBool(d.Home),
		"currentPrimariesCount": value.OfInt(1), "currentSecondariesCount": value.OfInt(0),
		"constituents": value.OfList(nil),
	}
}

func showSettings(st *State, body syntax.Body) ([]shown, error) {
	names, err := shownNames(st, body)
	var rows []shown
	for _, s := range st.Server.Settings {
		if len(names) > 0 && !slices.Contains(names, s.Name) {
			continue
		}
		rows = append(rows, shown{
			"name": value.OfString(s.Name), "value": value.OfString(s.Value), "isDynamic": value.OfBool(false),
			"defaultValue": value.OfString(s.Value), "description": value.OfString(s.Description),
			"startupValue": value.OfString(s.Value), "isExplicitlySet": value.OfBool(false), "isDeprecated": value.OfBool(false),
		})
	}
	return rows, err
}

// shownNames are the names, ids or patterns after what is shown.
func shownNames(st *State, body syntax.Body) ([]string, error) {
	ids := syntax.Expr(nil)
	switch body := body.(type) {
	case *syntax.Show:
		if body.IDs == nil {
			return body.Names, nil
		}
		ids = body.IDs
	case *syntax.Terminate:
		ids = body.IDs
	}
	x, err := Compile(st.Plan, st.Server.Registry, nil, ids)
	if err != nil {
		return nil, err
	}
	v, err := x(st, newBatch(0), 0)
	if err != nil {
		return nil, err
	}
	names, ok := textsOf(v)
	if !ok {
		return nil, typeError("Expected a String or a List of Strings, got: %s", describe(v))
	}
	return names, nil
}

func showTransactions(st *State, body syntax.Body) ([]shown, error) {
	names, err := shownNames(st, body)
	if err != nil || st.Server.Transactions == nil {
		return nil, err
	}
	var rows []shown
	for _, t := range st.Server.Transactions() {
		if len(names) > 0 && !slices.Contains(names, t.ID) {
			continue
		}
		rows = append(rows, transactionRow(t))
	}
	return rows, nil
}

func transactionRow(t TransactionInfo) shown {
	began := time.Unix(0, t.Started).UTC()
	elapsed := time.Since(began)
	metadata := &value.Mapping{}
	for key, v := range t.Metadata {
		metadata.Set(key, v)
	}
	return shown{
		"database": value.OfString(t.Database), "transactionId": value.OfString(t.ID), "currentQueryId": value.OfString(""),
		"connectionId": value.OfString(""), "clientAddress": value.OfString(""), "username": value.OfString(t.User),
		"metaData": value.OfMap(metadata), "currentQuery": value.OfString(t.Query), "parameters": value.OfMap(nil),
		"startTime": value.OfString(began.Format("2006-01-02T15:04:05.000Z")), "status": value.OfString(t.Status),
		"elapsedTime": value.OfDuration(0, 0, int64(elapsed/time.Second), int64(elapsed%time.Second)),
	}
}

// showUsers knows the user of the statement only; there is none without
// authentication.
func showUsers(st *State, _ syntax.Body) ([]shown, error) {
	if st.Server.User == "" {
		return nil, nil
	}
	return []shown{{
		"user": value.OfString(st.Server.User), "passwordChangeRequired": value.OfBool(false),
	}}, nil
}

// terminate ends transactions and tells what became of each.
func terminate(st *State, body syntax.Body) ([]shown, error) {
	names, err := shownNames(st, body)
	var rows []shown
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		found := false
		if st.Server.Terminate != nil {
			if found, err = st.Server.Terminate(name); err != nil {
				return nil, err
			}
		}
		message := "Transaction not found."
		if found {
			message = "Transaction terminated."
		}
		rows = append(rows, shown{"transactionId": value.OfString(name), "message": value.OfString(message)})
	}
	return rows, nil
}
