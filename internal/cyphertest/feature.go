// Package cyphertest runs test suites written as text against any engine of
// the query language: the openCypher Technology Compatibility Kit (TCK).
// It knows no engine: a Target is given by the test that uses it.
package cyphertest

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	// The reader of feature files by the makers of their language, MIT.
	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

// Suite is a folder of the TCK: features, and graphs that they name.
type Suite struct {
	Scenarios []*Scenario
	graphs    string
}

// Scenario is one test; each row of an outline's examples is one of its own.
type Scenario struct {
	Feature string // path below features, with slashes
	Name    string
	Example int // from 1; 0 where the scenario is no outline
	Ignored bool
	Steps   []Step
}

// Step is one line of a scenario, without its keyword, in single spaces.
type Step struct {
	Text  string
	Query string     // what stands in triple quotes
	Table [][]string // what stands in bars
}

// ID names the scenario as lists of known gaps do.
func (s *Scenario) ID() string {
	if s.Example == 0 {
		return s.Feature + ": " + s.Name
	}
	return fmt.Sprintf("%s: %s (%d)", s.Feature, s.Name, s.Example)
}

// Asked is a query that a scenario runs, with the class of the error that is to
// be raised, when (compile time, runtime or any time), and its detail; all three
// are empty where the query is to run.
type Asked struct{ Query, Class, Phase, Detail string }

// Queries are those that the scenario runs, in its order.
func (s *Scenario) Queries() []Asked {
	var asked []Asked
	for _, step := range s.Steps {
		if step.Query != "" {
			asked = append(asked, Asked{Query: step.Query})
		} else if match := raised.FindStringSubmatch(step.Text); match != nil && len(asked) > 0 {
			last := &asked[len(asked)-1]
			last.Class, last.Phase, last.Detail = match[1], match[2], match[3]
		}
	}
	return asked
}

// Load reads the features and graphs below folder.
func Load(folder string) (*Suite, error) {
	suite := &Suite{graphs: filepath.Join(folder, "graphs")}
	root := filepath.Join(folder, "features")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".feature" {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		scenarios, err := readFeature(path, filepath.ToSlash(name))
		suite.Scenarios = append(suite.Scenarios, scenarios...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the features in %s: %w", root, err)
	}
	return suite, nil
}

func readFeature(path, name string) ([]*Scenario, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	ids := (&messages.Incrementing{}).NewId
	document, err := gherkin.ParseGherkinDocument(file, ids)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if document.Feature == nil {
		return nil, fmt.Errorf("%s: the file holds no feature", name)
	}
	names, rows := outlines(document)
	var scenarios []*Scenario
	for _, pickle := range gherkin.Pickles(*document, name, ids) {
		scenario := &Scenario{Feature: name, Name: names[pickle.AstNodeIds[0]]}
		if len(pickle.AstNodeIds) > 1 {
			scenario.Example = rows[pickle.AstNodeIds[1]]
		}
		for _, tag := range pickle.Tags {
			scenario.Ignored = scenario.Ignored || tag.Name == "@ignore"
		}
		for _, step := range pickle.Steps {
			scenario.Steps = append(scenario.Steps, readStep(step))
		}
		scenarios = append(scenarios, scenario)
	}
	return scenarios, nil
}

// outlines gives the names of scenarios as written (before a row's values are
// put in) and the number of each row of their examples.
func outlines(document *messages.GherkinDocument) (names map[string]string, rows map[string]int) {
	names, rows = map[string]string{}, map[string]int{}
	for _, child := range document.Feature.Children {
		if child.Scenario == nil {
			continue
		}
		names[child.Scenario.Id] = child.Scenario.Name
		number := 0
		for _, examples := range child.Scenario.Examples {
			for _, row := range examples.TableBody {
				number++
				rows[row.Id] = number
			}
		}
	}
	return names, rows
}

func readStep(step *messages.PickleStep) Step {
	read := Step{Text: strings.Join(strings.Fields(step.Text), " ")}
	if step.Argument == nil {
		return read
	}
	if step.Argument.DocString != nil {
		read.Query = step.Argument.DocString.Content
	}
	if step.Argument.DataTable != nil {
		for _, row := range step.Argument.DataTable.Rows {
			var cells []string
			for _, cell := range row.Cells {
				cells = append(cells, cell.Value)
			}
			read.Table = append(read.Table, cells)
		}
	}
	return read
}

// graph gives the queries that make a graph which the suite names.
func (s *Suite) graph(name string) ([]string, error) {
	folder := filepath.Join(s.graphs, name)
	description, err := os.ReadFile(filepath.Join(folder, name+".json"))
	if err != nil {
		return nil, fmt.Errorf("graph %s: %w", name, err)
	}
	var scripts struct{ Scripts []string }
	if err := json.Unmarshal(description, &scripts); err != nil {
		return nil, fmt.Errorf("graph %s: %w", name, err)
	}
	var queries []string
	for _, script := range scripts.Scripts {
		text, err := os.ReadFile(filepath.Join(folder, strings.TrimSuffix(script, ".cypher")+".cypher"))
		if err != nil {
			return nil, fmt.Errorf("graph %s: %w", name, err)
		}
		for query := range strings.SplitSeq(string(text), ";") {
			if query = strings.TrimSpace(query); query != "" {
				queries = append(queries, query)
			}
		}
	}
	return queries, nil
}
