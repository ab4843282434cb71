package exec

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"corridor/internal/engine/plan"
	"corridor/internal/engine/value"
)

// Version is what the engine answers where clients ask which Neo4j it is like.
// They switch features on and off by it.
const Version = "5.26.0"

// Function is a function that queries may call.
type Function struct {
	plan.Function
	// Call gives the function's value; nil for an aggregating function.
	Call func(st *State, args []value.Value) (value.Value, error)
	// NullIn says that a null argument makes the value null without a call.
	NullIn bool
	// NullElse says that an argument of another type than is written makes the
	// value null, too, where other functions refuse it.
	NullElse bool
	// Pure says that the same arguments always give the same value, whatever
	// the graph and the clock: such calls are made once where they can be.
	Pure bool
	// Textual says that the function is pure where all its arguments are texts.
	Textual bool
	// Aggregator makes what collects the values of one group.
	Aggregator func() Aggregator
}

// Aggregator collects the values of one group. DISTINCT is done before it.
type Aggregator interface {
	Add(st *State, args []value.Value) error
	Result() (value.Value, error)
}

// Procedure is a procedure that queries may call. Call gives each row of
// results to yield, and ends with the error that yield gives, if any.
type Procedure struct {
	plan.Procedure
	Call func(st *State, args []value.Value, yield func([]value.Value) error) error
	// Stream stands in place of Call where the rows are too large to be held:
	// next gives one as it is wanted, nil after the last, and needs no end.
	Stream func(st *State, args []value.Value) (next func() ([]value.Value, error), err error)
	// System says that the procedure may be called in the database system.
	System bool
}

// Registry knows the functions and procedures by name, without regard to case
// of functions' names. It may be used from several goroutines.
type Registry struct {
	lock       sync.RWMutex
	functions  map[string]*Function  // by name in lower case
	procedures map[string]*Procedure // by name
}

var _ plan.Catalog = (*Registry)(nil)

// NewRegistry is a registry of all that is built in.
func NewRegistry() *Registry {
	r := &Registry{functions: map[string]*Function{}, procedures: map[string]*Procedure{}}
	for _, family := range functionFamilies() {
		for _, row := range family.rows {
			r.RegisterFunction(row.function(family.category))
		}
	}
	for _, row := range procedureRows() {
		r.RegisterProcedure(row.procedure())
	}
	return r
}

// RegisterFunction adds f, over one of the same name.
func (r *Registry) RegisterFunction(f *Function) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.functions[strings.ToLower(f.Name)] = f
}

// RegisterProcedure adds p, over one of the same name.
func (r *Registry) RegisterProcedure(p *Procedure) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.procedures[p.Name] = p
}

// LookupFunction is the function of that name.
func (r *Registry) LookupFunction(name string) (*Function, bool) {
	r.lock.RLock()
	defer r.lock.RUnlock()
	f, found := r.functions[strings.ToLower(name)]
	return f, found
}

// LookupProcedure is the procedure of that name.
func (r *Registry) LookupProcedure(name string) (*Procedure, bool) {
	r.lock.RLock()
	defer r.lock.RUnlock()
	p, found := r.procedures[name]
	return p, found
}

// Function is what plan needs to know of a function.
func (r *Registry) Function(name string) (*plan.Function, bool) {
	if f, found := r.LookupFunction(name); found {
		return &f.Function, true
	}
	return nil, false
}

// Procedure is what plan needs to know of a procedure.
func (r *Registry) Procedure(name string) (*plan.Procedure, bool) {
	if p, found := r.LookupProcedure(name); found {
		return &p.Procedure, true
	}
	return nil, false
}

// FunctionNames are the names of all functions, sorted.
func (r *Registry) FunctionNames() []string {
	var names []string
	for _, f := range r.allFunctions() {
		names = append(names, f.Name)
	}
	return names
}

// ProcedureNames are the names of all procedures, sorted.
func (r *Registry) ProcedureNames() []string {
	var names []string
	for _, p := range r.allProcedures() {
		names = append(names, p.Name)
	}
	return names
}

func (r *Registry) allFunctions() []*Function {
	r.lock.RLock()
	defer r.lock.RUnlock()
	return slices.SortedFunc(maps.Values(r.functions), func(a, b *Function) int { return cmp.Compare(a.Name, b.Name) })
}

func (r *Registry) allProcedures() []*Procedure {
	r.lock.RLock()
	defer r.lock.RUnlock()
	return slices.SortedFunc(maps.Values(r.procedures), func(a, b *Procedure) int { return cmp.Compare(a.Name, b.Name) })
}

// A family is the functions of one category.
type family struct {
	category string
	rows     []row
}

// A row declares one built-in function.
type row struct {
	signature  string // see ParseSignature
	doc        string
	call       func(st *State, args []value.Value) (value.Value, error)
	nulls      bool // null arguments are given to call
	nullElse   bool // see Function.NullElse
	impure     bool // reads the graph, the clock, the limits or chance
	textual    bool // pure all the same where the arguments are texts
	aggregator func() Aggregator
}

func (b row) function(category string) *Function {
	s := mustSignature(b.signature)
	f := &Function{Call: b.call, NullIn: !b.nulls, NullElse: b.nullElse, Pure: !b.impure && b.aggregator == nil, Textual: b.textual, Aggregator: b.aggregator}
	f.Function = plan.Function{
		Name: s.Name, Args: s.Args, Variadic: s.Variadic, Returns: s.Results[0],
		Aggregate: b.aggregator != nil, Doc: b.doc, Category: category,
	}
	return f
}

// A procedureRow declares one built-in procedure.
type procedureRow struct {
	signature string
	mode      string
	doc       string
	system    bool
	call      func(st *State, args []value.Value, yield func([]value.Value) error) error
	stream    func(st *State, args []value.Value) (next func() ([]value.Value, error), err error) // in place of call
}

func (b procedureRow) procedure() *Procedure {
	s := mustSignature(b.signature)
	return &Procedure{
		Procedure: plan.Procedure{Name: s.Name, Args: s.Args, Results: s.Results, Mode: b.mode, Doc: b.doc},
		Call:      b.call,
		Stream:    b.stream,
		System:    b.system,
	}
}

func mustSignature(text string) Signature {
	s, err := ParseSignature(text)
	if err != nil {
		panic(err)
	}
	return s
}

// Signature is what a function or procedure is called with and what it gives.
type Signature struct {
	Name     string
	Args     []plan.Field
	Variadic bool
	Results  []plan.Field // of a function one, without a name
}

// ParseSignature reads a signature as SHOW FUNCTIONS and SHOW PROCEDURES print it:
//
//	name ( [ argument { , argument } ] ) [ :: result ]
//	argument = name [ ... ] [ = default ] :: type
//	result   = type | ( [ name :: type { , name :: type } ] ) | VOID
//
// The ... after the last argument's name says that it may be repeated.
func ParseSignature(text string) (Signature, error) {
	open := strings.IndexByte(text, '(')
	end := closing(text, open)
	if open < 0 || end < 0 {
		return Signature{}, fmt.Errorf("signature %q: no list of arguments", text)
	}
	s := Signature{Name: strings.TrimSpace(text[:open])}
	var err error
	if s.Args, err = parseFields(text[open+1 : end]); err != nil {
		return Signature{}, fmt.Errorf("signature %q: %w", text, err)
	}
	if last := len(s.Args) - 1; last >= 0 && strings.HasSuffix(s.Args[last].Name, "...") {
		s.Args[last].Name, s.Variadic = strings.TrimSuffix(s.Args[last].Name, "..."), true
	}
	result := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text[end+1:]), "::"))
	switch {
	case result == "" || result == "VOID":
	case result[0] == '(':
		s.Results, err = parseFields(result[1 : len(result)-1])
	default:
		s.Results = []plan.Field{{Type: typeOfText(result), Text: result}}
	}
	return s, err
}

// closing is where the bracket at open is closed, or -1.
func closing(text string, open int) int {
	depth := 0
	for i := max(open, 0); i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func parseFields(text string) ([]plan.Field, error) {
	var fields []plan.Field
	for _, part := range splitOutside(text, ',') {
		name, typ, found := strings.Cut(part, "::")
		if !found {
			return nil, fmt.Errorf("%q has no type", part)
		}
		name, initial, _ := strings.Cut(name, "=")
		typ = strings.TrimSpace(typ)
		fields = append(fields, plan.Field{
			Name: strings.TrimSpace(name), Type: typeOfText(typ), Text: typ, Default: strings.TrimSpace(initial),
		})
	}
	return fields, nil
}

// splitOutside cuts text at each separator that stands in no brackets and no
// quotes. Empty text has no parts.
func splitOutside(text string, separator byte) []string {
	var parts []string
	depth, quoted, start := 0, false, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case strings.IndexByte("(<[{", c) >= 0:
			depth++
		case strings.IndexByte(")>]}", c) >= 0:
			depth--
		case c == separator && depth == 0:
			parts, start = append(parts, text[start:i]), i+1
		}
	}
	if strings.TrimSpace(text[start:]) != "" {
		parts = append(parts, text[start:])
	}
	return parts
}

// typeOfText is the static type that a type's text stands for.
func typeOfText(text string) plan.Type {
	text = strings.TrimSuffix(text, "?")
	if strings.HasPrefix(text, "LIST<") && len(splitOutside(text, '|')) == 1 {
		return plan.ListType
	}
	types := map[string]plan.Type{
		"BOOLEAN": plan.BooleanType, "INTEGER": plan.IntegerType, "FLOAT": plan.FloatType,
		"INTEGER | FLOAT": plan.NumberType, "NUMBER": plan.NumberType, "STRING": plan.StringType,
		"MAP": plan.MapType, "NODE": plan.NodeType, "RELATIONSHIP": plan.RelationshipType,
		"NODE | RELATIONSHIP": plan.EntityType, "PATH": plan.PathType, "DURATION": plan.DurationType,
		"POINT": plan.PointType,
	}
	return types[text]
}
